package dev.ghlmcp.server.protocol;

import dev.ghlmcp.server.protocol.InFlightRequest.State;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/// The requests that are not answered yet, each with the thread that works on it. Taking a request out decides who
/// may answer it: the worker, or nobody because it was cancelled. Thread-safe.
public final class InFlight {
    private final Map<Object, InFlightRequest> entries = new HashMap<>();
    private final Room room;
    private int working;
    private long workingBytes;
    private long bytes;
    private long answered;
    private boolean deaf;

    /// How many requests are taken in before others are answered.
    ///
    /// @param working  that are worked on; more are waited with
    /// @param bytes    of those
    /// @param all      with those that ask the client or listen; more are refused, as are more than twice the bytes
    public record Room(int working, long bytes, int all) {}

    /// @param max requests that may be in flight at once; more are refused
    public InFlight(int max) {
        this(new Room(Integer.MAX_VALUE, Long.MAX_VALUE / 2, max));
    }

    public InFlight(Room room) {
        this.room = room;
    }

    /// Enters a request.
    ///
    /// @return null, or a sentence that says why it cannot be taken
    public String add(Object id, Thread worker) {
        return add(id, worker, 0, false);
    }

    /// Enters a request of this size.
    ///
    /// @param listens for what may happen some day, until the client ends it
    public synchronized String add(Object id, Thread worker, int size, boolean listens) {
        if (entries.size() >= room.all() || (bytes + size > 2 * room.bytes() && !entries.isEmpty())) {
            return "Too many requests are in flight, " + entries.size() + " of " + room.all()
                    + "; wait for answers, or answer what was asked";
        }
        InFlightRequest entry = new InFlightRequest(worker, size, listens ? State.LISTENING : State.WORKING);
        if (entries.putIfAbsent(id, entry) != null) {
            return "A request with this id is in flight";
        }
        bytes += size;
        count(entry, 1);
        return null;
    }

    /// Waits until there is room for one more to be worked on. What is worked on ends without anything that the client
    /// may say: requests that ask it are not waited for.
    public synchronized void awaitRoom() throws InterruptedIOException {
        try {
            while (working >= room.working() || workingBytes >= room.bytes()) {
                wait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /// The client is asked within this request.
    ///
    /// @throws CancellationException if the client says nothing more, or has cancelled the request
    public synchronized void asks(Object id) {
        InFlightRequest entry = entries.get(id);
        if (deaf || entry == null) {
            throw new CancellationException();
        }
        become(entry, State.ASKING);
    }

    /// The client has answered, or was waited for long enough.
    public synchronized void goesOn(Object id) {
        InFlightRequest entry = entries.get(id);
        if (entry != null) {
            become(entry, State.WORKING);
        }
    }

    private void become(InFlightRequest entry, State state) {
        count(entry, -1);
        entry.state(state);
        count(entry, 1);
        notifyAll();
    }

    private void count(InFlightRequest entry, int sign) {
        if (entry.state() == State.WORKING) {
            working += sign;
            workingBytes += sign * (long) entry.size();
        }
    }

    /// Takes a request out to answer it.
    ///
    /// @return false if it was cancelled, so that nothing may be sent for it
    public synchronized boolean remove(Object id) {
        InFlightRequest entry = entries.remove(id);
        if (entry != null) {
            answered++;
            out(entry);
        }
        return entry != null;
    }

    private void out(InFlightRequest entry) {
        bytes -= entry.size();
        count(entry, -1);
        notifyAll();
    }

    /// Whether a request is neither answered nor cancelled.
    public synchronized boolean contains(Object id) {
        return entries.containsKey(id);
    }

    /// Cancels the request that a `notifications/cancelled` names; an unknown id is ignored, as it may just have been
    /// answered. Other notifications concern features that this server does not use.
    public synchronized void notified(JSONRPCNotification notification) {
        Object id = notification.method().equals("notifications/cancelled")
                ? MessageReader.id(Params.of(notification.params()).get("requestId"))
                : null;
        InFlightRequest entry = id == null ? null : entries.remove(id);
        if (entry != null) {
            out(entry);
            entry.worker().interrupt();
        }
    }

    /// Cancels every request.
    public void cancelAll() {
        cancel(false);
    }

    /// Cancels the requests that ask the client, and those that come to, and those that listen: it says nothing more.
    public synchronized void dropQuestions() {
        deaf = true;
        cancel(true);
    }

    /// The ids of those that are not answered.
    public synchronized List<Object> ids() {
        return List.copyOf(entries.keySet());
    }

    private synchronized void cancel(boolean onlyOpen) {
        for (Iterator<InFlightRequest> all = entries.values().iterator(); all.hasNext(); ) {
            InFlightRequest entry = all.next();
            if (!onlyOpen || entry.state() != State.WORKING) {
                all.remove();
                out(entry);
                entry.worker().interrupt();
            }
        }
    }

    /// Whether no request is in flight.
    public synchronized boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Waits until every request is answered, or none was for a while, or the time is up.
    public synchronized void await(Duration quiet, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long seen = answered;
        long silence = System.nanoTime() + quiet.toNanos();
        while (!entries.isEmpty()) {
            long now = System.nanoTime();
            if (answered != seen) {
                seen = answered;
                silence = now + quiet.toNanos();
            }
            long left = Math.min(end - now, silence - now) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
