package dev.ghlmcp.highlevel.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// A connection that is opened before the first call asks for one: a first handshake takes longer than the rest of that
/// call. It has carried nothing, so it may be anybody's. Thread-safe.
final class EarlyConnection implements AutoCloseable {
    private final LongSupplier nanos;
    private final long lifeNanos;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<FutureTask<Opened>> opening = new AtomicReference<>();

    private record Opened(OpenSocket socket, long since) {}

    /// @param nanos     the time
    /// @param lifeNanos how long it may wait for a caller
    EarlyConnection(LongSupplier nanos, long lifeNanos) {
        this.nanos = nanos;
        this.lifeNanos = lifeNanos;
    }

    /// Opens it on this thread, the first time. A failure is told to a caller who waits for it, and to nobody else.
    void open(Callable<OpenSocket> connect) {
        if (begun.compareAndSet(false, true)) {
            FutureTask<Opened> task = new FutureTask<>(() -> new Opened(connect.call(), nanos.getAsLong()));
            opening.set(task);
            task.run();
        }
    }

    /// The connection, whose opening is waited for; null if there is none, or it is of no use any more.
    ///
    /// @throws IOException if it could not be opened while this waited
    OpenSocket take() throws IOException {
        FutureTask<Opened> task = opening.getAndSet(null);
        if (task == null) {
            return null;
        }
        boolean waits = !task.isDone();
        try {
            Opened opened = task.get();
            if (waits
                    || (nanos.getAsLong() - opened.since() < lifeNanos
                            && opened.socket().quiet())) {
                return opened.socket();
            }
            opened.socket().close();
            return null;
        } catch (ExecutionException e) {
            if (waits && e.getCause() instanceof IOException failure) {
                throw failure;
            }
            return null;
        } catch (InterruptedException _) {
            opening.compareAndSet(null, task);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        FutureTask<Opened> task = opening.getAndSet(null);
        if (task != null) {
            task.cancel(true);
            if (task.state() == Future.State.SUCCESS) {
                task.resultNow().socket().close();
            }
        }
    }
}
