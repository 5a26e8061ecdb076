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
    private final AtomicReference<Opening> opening = new AtomicReference<>();
    private volatile boolean closed;

    private record Opened(OpenSocket socket, long since) {}

    private static final class Opening extends FutureTask<Opened> {
        Opening(Callable<Opened> connect) {
            super(connect);
        }

        /// It may have come too far to notice that it is cancelled.
        @Override
        protected void set(Opened opened) {
            super.set(opened);
            if (isCancelled()) {
                opened.socket().close();
            }
        }
    }

    /// @param nanos     the time
    /// @param lifeNanos how long it may wait for a caller
    EarlyConnection(LongSupplier nanos, long lifeNanos) {
        this.nanos = nanos;
        this.lifeNanos = lifeNanos;
    }

    /// Opens it on this thread, the first time. A failure is told to a caller who waits for it, and to nobody else.
    void open(Callable<OpenSocket> connect) {
        if (begun.compareAndSet(false, true)) {
            Opening task = new Opening(() -> new Opened(connect.call(), nanos.getAsLong()));
            keep(task);
            task.run();
        }
    }

    /// Leaves it to the next caller, unless there will be none.
    private void keep(Opening task) {
        opening.set(task);
        if (closed) {
            cancel();
        }
    }

    /// The connection, whose opening is waited for; null if there is none, or it is of no use any more.
    ///
    /// @throws IOException if it could not be opened while this waited
    OpenSocket take() throws IOException {
        Opening task = opening.getAndSet(null);
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
            keep(task);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        closed = true;
        cancel();
    }

    private void cancel() {
        Opening task = opening.getAndSet(null);
        if (task != null) {
            task.cancel(true);
            if (task.state() == Future.State.SUCCESS) {
                task.resultNow().socket().close();
            }
        }
    }
}
