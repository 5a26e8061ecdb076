package dev.ghlmcp.highlevel.http;

import io.helidon.webclient.api.ClientConnection;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// Ends waits that take too long, by closing their connections. A socket's own timeout ends reads only: a request that
/// the other side does not take would be written for ever.
public final class ReadTimeouts implements AutoCloseable {
    /// In ms: how late a wait may end.
    private static final long LOOK_EVERY = 50;

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("read-timeouts").factory());

    private enum State {
        OPEN,
        ENDED,
        LATE
    }

    /// One exchange's.
    public final class Wait {
        private final ClientConnection connection;
        private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
        private volatile long until;

        private Wait(ClientConnection connection, Duration time) {
            this.connection = connection;
            next(time);
        }

        /// Something came; the next may take this long.
        public void next(Duration time) {
            until = System.nanoTime() + time.toNanos();
        }

        /// All came, or nothing is waited for any more. From here on the connection is left alone.
        ///
        /// @throws SocketTimeoutException if it was closed for being late
        public void end() throws SocketTimeoutException {
            waits.remove(this);
            if (!state.compareAndSet(State.OPEN, State.ENDED) && state.get() == State.LATE) {
                throw new SocketTimeoutException();
            }
        }

        private void look(long now) {
            if (now - until > 0 && state.compareAndSet(State.OPEN, State.LATE)) {
                waits.remove(this);
                connection.closeResource();
            }
        }
    }

    public ReadTimeouts() {
        // Otherwise the first request waits for its start.
        clock.prestartCoreThread();
    }

    /// Waits for an answer on a connection.
    ///
    /// @param time that its first byte may take
    public Wait begin(ClientConnection connection, Duration time) {
        Wait wait = new Wait(connection, time);
        waits.add(wait);
        later();
        return wait;
    }

    private void later() {
        if (!looking.get() && looking.compareAndSet(false, true) && !clock.isShutdown()) {
            var _ = clock.schedule(this::look, LOOK_EVERY, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        looking.set(false);
        long now = System.nanoTime();
        waits.forEach(wait -> wait.look(now));
        if (!waits.isEmpty()) {
            later();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
