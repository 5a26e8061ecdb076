package dev.ghlmcp.server.http;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// The sessions that are open, of all endpoints and both transports. Idle ones end by themselves.
public final class Sessions implements AutoCloseable {
    private final Map<String, Session> open = new ConcurrentHashMap<>();
    private final Semaphore room;
    private final int most;
    private final Duration idle;
    private final Thread reaper;

    /// @param most that may be open at once
    /// @param idle after which one that is not used ends
    public Sessions(int most, Duration idle) {
        this.room = new Semaphore(most);
        this.most = most;
        this.idle = idle;
        this.reaper = Thread.ofVirtual().name("session-reaper").start(this::reap);
    }

    /// How many are open.
    public int count() {
        return open.size();
    }

    /// Whether one of them owes an answer apart from the requests that are running.
    public boolean busy() {
        return open.values().stream().anyMatch(Session::busy);
    }

    /// Makes room for one more.
    ///
    /// @throws Refusal 503 if there is none
    void reserve() {
        if (!room.tryAcquire()) {
            throw new Refusal(
                    503,
                    ErrorCodes.INTERNAL_ERROR,
                    "All " + most + " sessions are taken; try again later, or end one with DELETE",
                    Map.of("Retry-After", Long.toString(Math.clamp(idle.toSeconds(), 1, 60))));
        }
    }

    /// Gives back room that no session came to use.
    void release() {
        room.release();
    }

    /// Enters a session for which room was made.
    void add(Session session) {
        open.put(session.id(), session);
    }

    /// The session of this id, if it is of this kind and this principal's.
    ///
    /// @throws Refusal 404; that it is somebody else's is not told
    <S extends Session> S find(String id, Class<S> kind, String principal) {
        Session session = open.get(id);
        if (!kind.isInstance(session) || !session.principal().equals(principal)) {
            throw new Refusal(404, "There is no such session; begin one with initialize");
        }
        return kind.cast(session);
    }

    /// Those of one kind.
    <S extends Session> Stream<S> of(Class<S> kind) {
        return open.values().stream().filter(kind::isInstance).map(kind::cast);
    }

    /// Ends a session and gives back its room.
    void end(Session session) {
        if (open.remove(session.id(), session)) {
            room.release();
            session.end();
        }
    }

    private void reap() {
        long pause = Math.clamp(idle.toMillis() / 4, 1, 60_000);
        try {
            while (true) {
                Thread.sleep(pause);
                open.values().stream()
                        .filter(session -> session.idle(idle.toNanos()))
                        .forEach(this::end);
            }
        } catch (InterruptedException _) {
            // The server is closing.
        }
    }

    @Override
    public void close() {
        reaper.interrupt();
        open.values().forEach(this::end);
    }
}
