package dev.ghlmcp.store.redis;

import dev.ghlmcp.redis.RedisScript;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The watches themselves: a hash for each, which also has those who read it, and the list of all.
record RedisWatches(RedisConnection redis, RedisSeal seal) {
    private static final String WATCHES = "watches";

    /// Before the name of a reader in a watch's hash.
    static final String READER = "reader:";

    /// What one script answers or forgets at once.
    private static final int MAX_ROWS = 500;

    private static final int MAX_FORGOTTEN = 2000;

    private static final RedisScript ENTER = RedisScript.of(RedisWatches.class, "key.lua", "readers.lua", "enter.lua");
    private static final RedisScript READ = RedisScript.of(RedisWatches.class, "read.lua");
    private static final RedisScript LEAVE = RedisScript.of(RedisWatches.class, "readers.lua", "leave.lua");
    private static final RedisScript ROWS = RedisScript.of(RedisWatches.class, "rows.lua");
    private static final RedisScript TIDY = RedisScript.of(RedisWatches.class, "readers.lua", "tidy.lua");
    private static final RedisScript REMOVE = RedisScript.of(RedisWatches.class, "remove.lua");

    /// @param every negative for one who has not said how often
    WatchRow enter(String id, String spec, String reader, long every, long now) {
        return row(
                id,
                seal.write(
                        ENTER,
                        List.of(watchKey(id), redis.key(WATCHES)),
                        events -> List.of(
                                id,
                                events.close("spec " + id, spec),
                                reader,
                                every,
                                now,
                                now - EventStore.UNREAD.toMillis())));
    }

    boolean read(String watch, String reader, long now) {
        return redis.run(READ, List.of(watchKey(watch)), reader, now).getFirst().equals(1L);
    }

    void leave(String watch, String reader, long now) {
        redis.run(LEAVE, List.of(watchKey(watch)), reader, now, now - EventStore.UNREAD.toMillis());
    }

    List<WatchRow> of(String reader) {
        return rows(ids(redis), READER + reader);
    }

    WatchRow find(String id) {
        List<WatchRow> found = rows(List.of(id), "");
        return found.isEmpty() ? null : found.getFirst();
    }

    List<WatchRow> all() {
        return rows(ids(redis), "");
    }

    static List<String> ids(RedisConnection redis) {
        byte[] key = redis.key(WATCHES).getBytes(StandardCharsets.UTF_8);
        return redis.command(commands -> commands.zrange(key, 0, -1)).stream()
                .map(RedisConnection::text)
                .toList();
    }

    /// @param field that they must have; empty for all
    private List<WatchRow> rows(List<String> ids, String field) {
        List<WatchRow> rows = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MAX_ROWS) {
            List<String> part = ids.subList(from, Math.min(from + MAX_ROWS, ids.size()));
            List<Object> found =
                    redis.run(ROWS, part.stream().map(this::watchKey).toList(), field);
            for (int at = 0; at < part.size(); at++) {
                List<?> fields = (List<?>) found.get(at);
                if (!fields.isEmpty()) {
                    rows.add(row(part.get(at), fields));
                }
            }
        }
        return rows;
    }

    private WatchRow row(String id, List<?> fields) {
        return WatchRow.of(id, RedisColumns.of(seal, fields));
    }

    private String watchKey(String id) {
        return redis.keys(id, "watch").getFirst();
    }

    void remove(String id) {
        redis.run(REMOVE, allKeys(id), id);
    }

    /// And at their end that of the list of all.
    private List<String> allKeys(String id) {
        List<String> keys = new ArrayList<>(redis.keys(id, RedisWatchLog.PARTS));
        keys.add(redis.key(WATCHES));
        return keys;
    }

    void tidy(long now) {
        for (String id : ids(redis)) {
            long forgotten = MAX_FORGOTTEN;
            while (forgotten == MAX_FORGOTTEN) {
                forgotten = (Long) redis.run(
                                TIDY,
                                allKeys(id),
                                id,
                                now,
                                now - EventStore.UNREAD.toMillis(),
                                now - EventStore.KEPT.toMillis(),
                                MAX_FORGOTTEN)
                        .getFirst();
            }
        }
    }
}
