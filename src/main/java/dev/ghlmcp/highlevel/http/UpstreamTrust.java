package dev.ghlmcp.highlevel.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Says which connections may be used again. HTTP/1.1 has nothing that ties an answer to its request: if an upstream
/// sends an answer too many, and a request goes out before it comes, it counts as the answer to that request. So a
/// connection rests now and then, and a look at it afterwards shows whether the upstream sends too much.
///
/// An upstream that was never seen rests each connection after one answer, until [#RESTS] of them were quiet. Then one
/// rests after [#USES] answers or [#REST] of use, whichever takes longer. Once anything surplus is seen, no connection
/// is used again for [#DISTRUST], and everything begins anew. Thread-safe.
final class UpstreamTrust {
    static final Duration REST = Duration.ofSeconds(1);
    static final Duration DISTRUST = Duration.ofMinutes(5);
    static final int RESTS = 3;
    static final int USES = 20;

    /// What a look at a connection shows between two answers.
    enum Look {
        /// The other side is there and has sent nothing since the last answer.
        QUIET,
        /// It has hung up.
        CLOSED,
        /// Something came that belongs to nobody. It would be taken for the next answer.
        SURPLUS
    }

    private final LongSupplier nanos;
    private int rests;
    private boolean distrusted;
    private long distrustedSince;

    /// @param nanos the time
    UpstreamTrust(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Whether a connection may be used again, as far as its age and its upstream's past tell, or has rested and is to
    /// be looked at.
    synchronized boolean mayPass(UpstreamConnection connection) {
        boolean used = connection.uses() >= USES && nanos.getAsLong() - connection.busySince() >= REST.toNanos();
        return rested(connection) || (rests >= RESTS && !used);
    }

    /// Whether it has been idle long enough for a surplus answer to have come.
    boolean rested(UpstreamConnection connection) {
        return nanos.getAsLong() - connection.idleSince() >= REST.toNanos();
    }

    /// Looks at a connection that is to be used again.
    boolean passes(UpstreamConnection connection) {
        return quiet(connection) && trusts(connection);
    }

    private synchronized boolean trusts(UpstreamConnection connection) {
        long now = nanos.getAsLong();
        distrusted &= now - distrustedSince < DISTRUST.toNanos();
        if (!distrusted && rested(connection)) {
            rests++;
            connection.rested(now);
        }
        return !distrusted;
    }

    /// Whether nothing came since the last answer.
    boolean quiet(UpstreamConnection connection) {
        Look look = connection.look();
        if (look == Look.SURPLUS) {
            distrust();
        }
        return look == Look.QUIET;
    }

    private synchronized void distrust() {
        rests = 0;
        distrusted = true;
        distrustedSince = nanos.getAsLong();
    }
}
