package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Sends a refresh token, which works once, so that no other process sends it as well, even if the store stalls in
/// between and its locks end. A note in the store precedes the request; a process that finds the note waits for the
/// answer. Writing it down also shows that the store can be written, and makes all ready that the answer needs: the
/// cipher, the folder, the classes. An answer that the store does not take is kept here, and stored as soon as it does.
final class RefreshGuard implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    /// What the holder of a granted token needs to store it once the store is back.
    private static final Duration CATCHING_UP = Duration.ofSeconds(5);

    private final OAuthClient client;
    private final TokenStore store;
    private final InstantSource clock;

    /// Tokens that were granted but not stored yet; the stored ones are used up.
    private final ConcurrentMap<Resource, StoredToken> unsaved = new ConcurrentHashMap<>();

    private final Set<Resource> rescued = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    RefreshGuard(OAuthClient client, TokenStore store, InstantSource clock) {
        this.client = client;
        this.store = store;
        this.clock = clock;
    }

    /// The stored token, read when no other process is renewing it; null if there is none.
    StoredToken kept(Resource resource) throws CredentialsException, InterruptedException {
        StoredToken selected = load(resource);
        long end = System.nanoTime() + patience().toNanos();
        while (awaited(selected) && !unsaved.containsKey(resource) && System.nanoTime() - end < 0) {
            Thread.sleep(BETWEEN_TRIES);
            selected = load(resource);
        }
        return selected;
    }

    /// The token that was granted and is not stored yet, or null.
    StoredToken unsaved(Resource resource) {
        return unsaved.get(resource);
    }

    /// The store holds a newer one.
    void forget(Resource resource) {
        unsaved.remove(resource);
    }

    /// Renews this token.
    ///
    /// @throws RefusedException if HighLevel does not take the refresh token
    StoredToken refresh(StoredToken old) throws CredentialsException {
        old.sent(clock.instant()).storeIn(store);
        try {
            StoredToken granted = client.refresh(old);
            unsaved.put(granted.resource(), granted);
            return granted;
        } catch (CredentialsException e) {
            withdraw(old);
            throw e;
        }
    }

    /// Stores a granted token, and retries while the store is unreachable.
    void keep(StoredToken granted) throws CredentialsException, InterruptedException {
        unsaved.put(granted.resource(), granted);
        long end = System.nanoTime() + patience().toNanos();
        while (true) {
            try {
                granted.storeIn(store);
                unsaved.remove(granted.resource(), granted);
                return;
            } catch (CredentialsException e) {
                if (store.steady() == null || System.nanoTime() - end >= 0) {
                    rescue(granted.resource());
                    throw e;
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /// Retries in the background: otherwise another process would send the used-up refresh token.
    private void rescue(Resource resource) {
        if (rescued.add(resource)) {
            Thread.ofVirtual().name("token rescue").start(() -> {
                while (!closed && unsaved.containsKey(resource)) {
                    try {
                        Thread.sleep(BETWEEN_TRIES);
                        store.locked(resource.key(), patience(), () -> saved(resource));
                    } catch (CredentialsException _) {
                        // The store is still unreachable.
                    } catch (InterruptedException _) {
                        break;
                    }
                }
                rescued.remove(resource);
            });
        }
    }

    private boolean saved(Resource resource) throws CredentialsException {
        StoredToken granted = unsaved.get(resource);
        StoredToken selected = load(resource);
        if (granted != null && (selected == null || selected.expiresAt().isBefore(granted.expiresAt()))) {
            granted.storeIn(store);
        }
        return granted != null && unsaved.remove(resource, granted);
    }

    private Duration patience() {
        return client.timeout().plus(CATCHING_UP);
    }

    private StoredToken load(Resource resource) throws CredentialsException {
        byte[] bytes = store.load(resource.key());
        return bytes == null ? null : StoredToken.of(bytes);
    }

    private boolean awaited(StoredToken selected) {
        Duration steady = store.steady();
        if (selected == null || selected.sentAt() == null || steady == null) {
            return false;
        }
        Instant over = selected.sentAt().plus(patience());
        return clock.instant().isBefore(over) || steady.compareTo(CATCHING_UP) < 0;
    }

    /// No answer will come. A token that another process stored meanwhile stays.
    private void withdraw(StoredToken old) {
        try {
            StoredToken selected = load(old.resource());
            if (selected != null && old.refresh().equals(selected.refresh())) {
                old.sent(null).storeIn(store);
            }
        } catch (CredentialsException _) {
            // Other processes then wait for the full time of an answer.
        }
    }
}
