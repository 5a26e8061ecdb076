package dev.ghlmcp.store.redis;

import static dev.ghlmcp.store.redis.RedisConnection.text;

import dev.ghlmcp.redis.RedisScript;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.store.EventSeal;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.SinkPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What watches have seen, the events that came of it, and how far files have them.
record RedisWatchLog(RedisConnection redis, RedisSeal seal) {
    /// All that there is of a watch.
    static final String[] PARTS = {"watch", "log", "ids", "items", "times", "sinks"};

    /// What one script notes at once. A page of HighLevel's is a fifth of it at most; more would keep others waiting.
    private static final int MAX_PUTS = 1000;

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /// What is read at once.
    private static final int MAX_EVENTS = 200;

    private static final RedisScript COMMIT = RedisScript.of(RedisWatchLog.class, "key.lua", "commit.lua");
    private static final RedisScript EVENTS = RedisScript.of(RedisWatchLog.class, "events.lua");
    private static final RedisScript SINK = RedisScript.of(RedisWatchLog.class, "sink.lua");

    /// In the order of their slots: what is found again after a loss gets the same numbers.
    Map<String, String> items(String watch) {
        Map<String, String> items = new TreeMap<>();
        redis.each(redis.keys(watch, "items").getFirst(), (slot, value) -> items.put(text(slot), text(value)));
        return items;
    }

    /// Very many puts go in parts, each whole; how far changes are known comes with the last. What a poll that breaks
    /// off between them has not noted comes again with the next one.
    boolean commit(Lease lease, Commit commit) {
        List<Put> puts = commit.puts();
        int from = 0;
        while (true) {
            int to = part(puts, from);
            boolean last = to == puts.size();
            Commit part = last
                    ? new Commit(puts.subList(from, to), commit.mark(), commit.forget(), commit.now(), commit.poll())
                    : new Commit(puts.subList(from, to), 0, 0, commit.now(), null);
            boolean noted = note(lease, part);
            if (last || !noted) {
                return noted;
            }
            from = to;
        }
    }

    private static int part(List<Put> puts, int from) {
        int to = from;
        long bytes = 0;
        while (to < puts.size() && to - from < MAX_PUTS && bytes < MAX_BYTES) {
            Put put = puts.get(to++);
            bytes += put.event() == null ? 0 : put.event().body().length();
        }
        return to;
    }

    private boolean note(Lease lease, Commit commit) {
        List<Object> noted = seal.write(
                COMMIT,
                redis.keys(lease.watch(), "watch", "items", "times", "log", "ids"),
                events -> arguments(lease, commit, events));
        return noted.getFirst().equals(1L);
    }

    private static List<Object> arguments(Lease lease, Commit commit, EventSeal seal) {
        String watch = lease.watch();
        Commit.Poll poll = commit.poll() == null ? new Commit.Poll(0, "", "", 0, false) : commit.poll();
        boolean answered = poll.note().isEmpty();
        List<Object> arguments = new ArrayList<>(List.of(
                lease.holder(),
                lease.number(),
                commit.now(),
                commit.mark(),
                commit.forget(),
                commit.poll() == null ? 0 : 1,
                poll.next(),
                poll.state(),
                answered ? "" : seal.close("note " + watch, poll.note()),
                answered ? 1 : 0,
                poll.prime() ? 1 : 0,
                poll.cost()));
        for (Put put : commit.puts()) {
            Commit.Event event = put.event();
            arguments.addAll(List.of(
                    put.slot(),
                    put.value() == null ? "-" : "=" + put.value(),
                    put.at(),
                    event == null ? "" : event.id(),
                    event == null ? "" : seal.close(place(watch, event.id()), event.body())));
        }
        return arguments;
    }

    static String place(String watch, String event) {
        return watch + " " + event;
    }

    List<LoggedEvent> events(String watch, long after, int max) {
        List<LoggedEvent> events = new ArrayList<>();
        long last = after;
        while (events.size() < max) {
            int count = Math.min(max - events.size(), MAX_EVENTS);
            List<Object> found = redis.run(EVENTS, redis.keys(watch, "watch", "log"), last, count);
            for (int at = 0; at < found.size(); at += 2) {
                last = (Long) found.get(at);
                events.add(event(watch, last, (byte[]) found.get(at + 1)));
            }
            if (found.size() < 2 * count) {
                break;
            }
        }
        return events;
    }

    /// What was stored: when it was logged, its id and a line end, and then what is sealed.
    private LoggedEvent event(String watch, long seq, byte[] stored) {
        int from = RedisResealing.bodyOf(stored);
        String[] head = new String(stored, 0, from - 1, StandardCharsets.UTF_8).split(" ", 2);
        String body = seal.open(place(watch, head[1]), Arrays.copyOfRange(stored, from, stored.length));
        return new LoggedEvent(seq, head[1], Long.parseLong(head[0]), body);
    }

    SinkPosition sink(String watch, String name) {
        byte[] key = redis.keys(watch, "sinks").getFirst().getBytes(StandardCharsets.UTF_8);
        byte[] stored = redis.command(commands -> commands.hget(key, name.getBytes(StandardCharsets.UTF_8)));
        if (stored == null) {
            return null;
        }
        String[] parts = text(stored).split(" ", 3);
        return new SinkPosition(name, parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    void sink(String watch, SinkPosition position) {
        redis.run(
                SINK,
                redis.keys(watch, "watch", "sinks"),
                position.name(),
                position.length() + " " + position.seq() + " " + position.key());
    }
}
