package dev.ghlmcp.highlevel.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// A connection that is opened before the first call asks for one: a first handshake takes longer than the rest of that
/// call. A call that comes meanwhile gets it. Otherwise it is closed again: nobody could tell later whether it is still
/// good, and the next handshake is short by then. Thread-safe.
final class EarlyConnection implements AutoCloseable {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<FutureTask<OpenSocket>> opening = new AtomicReference<>();

    private static final class Opening extends FutureTask<OpenSocket> {
        Opening(Callable<OpenSocket> connect) {
            super(connect);
        }

        /// It may have come too far to notice that it is cancelled.
        @Override
        protected void set(OpenSocket opened) {
            super.set(opened);
            if (isCancelled()) {
                opened.close();
            }
        }
    }

    /// Opens it on this thread, the first time. A failure is told to a caller who waits for it, and to nobody else.
    void open(Callable<OpenSocket> connect) {
        if (begun.compareAndSet(false, true)) {
            FutureTask<OpenSocket> task = new Opening(connect);
            opening.set(task);
            task.run();
            if (opening.compareAndSet(task, null) && task.state() == Future.State.SUCCESS) {
                task.resultNow().leave();
            }
        }
    }

    /// The connection, if it is being opened and nobody else waits for it; else null. A caller who is interrupted ends
    /// the opening.
    ///
    /// @throws IOException if it could not be opened
    OpenSocket take() throws IOException {
        FutureTask<OpenSocket> task = opening.getAndSet(null);
        if (task == null) {
            return null;
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            return null;
        } catch (InterruptedException _) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /// Ends the opening. None begins any more.
    @Override
    public void close() {
        begun.set(true);
        FutureTask<OpenSocket> task = opening.getAndSet(null);
        if (task != null) {
            task.cancel(true);
        }
    }
}
