package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Private integration tokens in files, which may be replaced while the program runs. They are read again once a second
/// at most, as long as calls come, and at once when HighLevel refuses one.
public final class RotatingTokens implements Credentials {
    private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<FixedTokens> files;
    private final AtomicLong readNext = new AtomicLong(System.nanoTime() + REST_NANOS);
    private volatile FixedTokens tokens;

    /// Calls that are under way still have it.
    private volatile FixedTokens former;

    private boolean failing;

    /// @param files reads them; throws with a sentence if that fails
    public RotatingTokens(Supplier<FixedTokens> files) {
        this.files = files;
        this.tokens = files.get();
        this.former = tokens;
    }

    @Override
    public boolean has(TokenClass type) {
        return tokens.has(type);
    }

    @Override
    public Secret token(TokenClass type, String locationId, Deadline deadline) {
        long due = readNext.get();
        long now = System.nanoTime();
        if (now - due >= 0 && readNext.compareAndSet(due, now + REST_NANOS)) {
            read();
        }
        return tokens.token(type, locationId, deadline);
    }

    @Override
    public SentToken sent(TokenClass type, String locationId) {
        return tokens.sent(type, locationId);
    }

    @Override
    public boolean renew(TokenClass type, String locationId, Secret refused, Deadline deadline) {
        read();
        return has(type) && !refused.equals(tokens.token(type, locationId, deadline));
    }

    private synchronized void read() {
        try {
            FixedTokens now = files.get();
            if (now.secrets().size() < tokens.secrets().size()) {
                throw new IllegalStateException("its file is empty");
            }
            failing = false;
            if (!now.equals(tokens)) {
                former = tokens;
                tokens = now;
                System.err.println("ghl-mcp: HighLevel's token was replaced in its file, and the new one is used");
            }
        } catch (RuntimeException e) {
            // The file is just being written: the next call looks again.
            if (!failing) {
                System.err.println("ghl-mcp: HighLevel's token that was read before stays in use: " + e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public boolean opens(String locationId) {
        return tokens.opens(locationId);
    }

    @Override
    public String id(TokenClass type, String locationId) {
        return tokens.id(type, locationId);
    }

    @Override
    public Quota quota(TokenClass type, String locationId) {
        return tokens.quota(type, locationId);
    }

    @Override
    public boolean issued(Quota quota) {
        return tokens.issued(quota);
    }

    @Override
    public List<Secret> secrets() {
        return Stream.concat(tokens.secrets().stream(), former.secrets().stream())
                .distinct()
                .toList();
    }

    @Override
    public void close() {}
}
