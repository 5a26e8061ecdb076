package dev.ghlmcp.server.connection;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/// One connection of a client.
final class ClientConnection implements ServerConnection, InterruptableTask<Void> {
    private final ClientConnections all;
    private final ConnectionContext context;
    private final ServerConnection http1;
    private boolean busy;
    private boolean evicted;
    private boolean served;
    private long since = System.nanoTime();

    ClientConnection(ClientConnections all, ConnectionContext context, ServerConnection http1) {
        this.all = all;
        this.context = context;
        this.http1 = http1;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        all.serve(this, context, () -> http1.handle(limit));
    }

    /// A request was read and is going to be answered.
    synchronized void begin() {
        if (evicted) {
            throw new CloseConnectionException("Another connection needed its room");
        }
        busy = true;
    }

    synchronized void end(boolean well) {
        busy = false;
        since = System.nanoTime();
        served |= well;
    }

    /// How long it has not been in use; negative while it is.
    synchronized long idleNanos(long now) {
        return busy ? -1 : Math.max(now - since, 0);
    }

    /// Whether a request was answered with what it asked for.
    synchronized boolean served() {
        return served;
    }

    /// Closes it unless it is in use: an interrupt closes the socket that a virtual thread reads from.
    synchronized boolean evict(Thread thread) {
        if (busy || evicted) {
            return false;
        }
        evicted = true;
        thread.interrupt();
        return true;
    }

    @Override
    public synchronized Duration idleTime() {
        if (busy) {
            return Duration.ZERO;
        }
        return served
                ? http1.idleTime()
                : http1.idleTime().plus(ClientConnections.KEEP_ALIVE).minus(ClientConnections.FRESH);
    }

    @Override
    public void close(boolean interrupt) {
        http1.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
        return http1 instanceof InterruptableTask<?> task && task.canInterrupt();
    }
}
