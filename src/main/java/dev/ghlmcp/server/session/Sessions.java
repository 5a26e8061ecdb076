package dev.ghlmcp.server.session;

import dev.ghlmcp.mcp.PeriodicTask;
import dev.ghlmcp.server.http.HttpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that are open, of all endpoints and both transports. Idle ones end by themselves. Where there is no
/// room for one more, the principal that has most gives one up: first one that was never used, then the one that was
/// used longest ago; its client begins another, as the protocol has it.
public final class Sessions implements AutoCloseable {
    private static final Comparator<Session> MIN_USED = Comparator.comparing(Session::used)
            .thenComparing(Session::lastUsed, (one, other) -> Long.compare(one - other, 0));

    private final Map<String, Session> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final int max;
    private final Duration idle;
    private final PeriodicTask reaper;
    private int all;

    /// @param max that may be open at once
    /// @param idle after which one that is not used ends
    public Sessions(int max, Duration idle) {
        this.max = max;
        this.idle = idle;
        this.reaper = new PeriodicTask(
                "session-reaper", Duration.ofMillis(Math.clamp(idle.toMillis() / 4, 1, 60_000)), this::reap);
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
    /// @throws HttpError 503 if there is none
    void reserve(String principal) {
        while (!take(principal)) {
            Session given = surplus(principal)
                    .orElseThrow(() -> new HttpError(
                            503,
                            ErrorCodes.INTERNAL_ERROR,
                            "All " + max + " sessions are in use; try again later, or end one with DELETE",
                            Map.of("Retry-After", Long.toString(Math.clamp(idle.toSeconds(), 1, 60)))));
            end(given);
        }
    }

    private synchronized boolean take(String principal) {
        if (all >= max) {
            return false;
        }
        all++;
        taken.merge(principal, 1, Integer::sum);
        return true;
    }

    /// Gives back room that no session came to use.
    synchronized void release(String principal) {
        all--;
        taken.computeIfPresent(principal, (_, had) -> had == 1 ? null : had - 1);
    }

    /// One that has to go for another of this principal. One that is in use goes only for somebody who has fewer.
    private Optional<Session> surplus(String principal) {
        String owner;
        boolean greedy;
        synchronized (this) {
            owner = taken.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(principal);
            greedy = taken.getOrDefault(owner, 0) > taken.getOrDefault(principal, 0) + 1;
        }
        String max = greedy ? owner : principal;
        return open.values().stream()
                .filter(session -> session.principal().equals(max) && (greedy || session.idle(0)))
                .min(Comparator.comparing((Session session) -> !session.idle(0)).thenComparing(MIN_USED));
    }

    /// Enters a session for which room was made.
    void add(Session session) {
        open.put(session.id(), session);
    }

    /// The session of this id, if it is of this kind and this principal's.
    ///
    /// @throws HttpError 404; that it is somebody else's is not told
    public <S extends Session> S find(String id, Class<S> kind, String principal) {
        Session session = open.get(id);
        if (!kind.isInstance(session) || !session.principal().equals(principal)) {
            throw new HttpError(404, "There is no such session; begin one with initialize");
        }
        return kind.cast(session);
    }

    /// Ends a session and gives back its room.
    public void end(Session session) {
        if (open.remove(session.id(), session)) {
            release(session.principal());
            session.end();
        }
    }

    private void reap() {
        open.values().stream().filter(session -> session.idle(idle.toNanos())).forEach(this::end);
    }

    @Override
    public void close() {
        reaper.close();
        open.values().forEach(this::end);
    }
}
