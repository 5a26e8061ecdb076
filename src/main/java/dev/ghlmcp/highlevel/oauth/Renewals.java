package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Renewals in progress: calls that need the same token share one. Each has a thread of its own: a call that is
/// cancelled stops waiting, but must not cut off the answer with the next refresh token, because the one before is used
/// up by then.
final class Renewals implements AutoCloseable {
    /// How long the shutdown waits for an answer that would otherwise be lost.
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final ConcurrentMap<Wish, CompletableFuture<StoredToken>> underway = new ConcurrentHashMap<>();

    /// @param resource the owner of the token
    /// @param refused  a token that HighLevel refused and that must not be returned; may be null
    record Wish(Resource resource, Secret refused) {}

    StoredToken join(Wish wish, TokenStore.Action<StoredToken> action, Deadline deadline)
            throws CredentialsException, InterruptedException {
        CompletableFuture<StoredToken> mine = new CompletableFuture<>();
        CompletableFuture<StoredToken> others = underway.putIfAbsent(wish, mine);
        if (others == null) {
            Thread.ofVirtual().name("token renewal").start(() -> run(wish, mine, action));
        }
        try {
            return (others == null ? mine : others).get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new CredentialsException(
                    "Getting a token from HighLevel takes longer than a call may (ghl.deadline-ms): call again.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CredentialsException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void run(Wish wish, CompletableFuture<StoredToken> result, TokenStore.Action<StoredToken> action) {
        try {
            StoredToken token = action.run();
            // A finished renewal is not shared: its token may be outdated.
            underway.remove(wish, result);
            result.complete(token);
        } catch (CredentialsException | InterruptedException | RuntimeException | Error e) {
            underway.remove(wish, result);
            result.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        try {
            CompletableFuture.allOf(underway.values().toArray(CompletableFuture<?>[]::new))
                    .get(LAST_CALL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // Each waiting call got the same exception.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
