package dev.ghlmcp.store.redis;

import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.redis.RedisScript;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.SinkPosition;
import dev.ghlmcp.store.WatchRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A store in the Redis that several servers share. It is asked when it is needed: while it is away each method fails,
/// and works again when it is back. Leases end by its clock. It is one Redis, no cluster: scripts use keys of a watch
/// together with the list of all.
public final class RedisStore implements EventStore {
    private static final String WATCHES = "watches";
    /// Before the name of a reader in a watch's hash.
    static final String READER = "reader:";

    /// What one script answers or forgets at once.
    private static final int MAX_ROWS = 500;

    private static final int MAX_FORGOTTEN = 2000;

    private static final Duration MAX_LEASE = Duration.ofHours(1);
    private static final Duration COUNTED = Duration.ofDays(3);

    private static final RedisScript ENTER = RedisScript.of(RedisStore.class, "key.lua", "readers.lua", "enter.lua");
    private static final RedisScript READ = RedisScript.of(RedisStore.class, "read.lua");
    private static final RedisScript LEAVE = RedisScript.of(RedisStore.class, "readers.lua", "leave.lua");
    private static final RedisScript ROWS = RedisScript.of(RedisStore.class, "rows.lua");
    private static final RedisScript LEASE = RedisScript.of(RedisStore.class, "lease.lua");
    private static final RedisScript RELEASE = RedisScript.of(RedisStore.class, "release.lua");
    private static final RedisScript RING = RedisScript.of(RedisStore.class, "ring.lua");
    private static final RedisScript SPEND = RedisScript.of(RedisStore.class, "spend.lua");
    private static final RedisScript TIDY = RedisScript.of(RedisStore.class, "readers.lua", "tidy.lua");
    private static final RedisScript REMOVE = RedisScript.of(RedisStore.class, "remove.lua");

    private final RedisConnection redis;
    private final RedisWatchLog log;
    private final RedisDocuments documents;

    /// @param redis      closed with this
    /// @param prefix     of all its keys
    /// @param passphrase encrypts events; null to leave them readable
    public RedisStore(Redis redis, String prefix, Secret passphrase) {
        this.redis = new RedisConnection(redis, prefix, passphrase);
        this.log = new RedisWatchLog(this.redis);
        this.documents = new RedisDocuments(this.redis);
    }

    @Override
    public WatchRow enter(String id, String spec, String reader, Duration every, boolean wished, long now) {
        return row(
                id,
                redis.write(
                        ENTER,
                        List.of(watchKey(id), redis.key(WATCHES)),
                        seal -> List.of(
                                id,
                                seal.close("spec " + id, spec),
                                reader,
                                wished ? every.toMillis() : -every.toMillis(),
                                wished ? 1 : 0,
                                now,
                                now - UNREAD.toMillis())));
    }

    @Override
    public boolean read(String watch, String reader, long now) {
        return redis.run(READ, List.of(watchKey(watch)), reader, now).getFirst().equals(1L);
    }

    @Override
    public void leave(String watch, String reader, long now) {
        redis.run(LEAVE, List.of(watchKey(watch)), reader, now, now - UNREAD.toMillis());
    }

    @Override
    public List<WatchRow> watches(String reader) {
        return rows(ids(), READER + reader);
    }

    @Override
    public WatchRow watch(String id) {
        List<WatchRow> found = rows(List.of(id), "");
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<WatchRow> watches() {
        return rows(ids(), "");
    }

    private List<String> ids() {
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
        return WatchRow.of(id, RedisColumns.of(redis, fields));
    }

    private String watchKey(String id) {
        return redis.keys(id, "watch").getFirst();
    }

    @Override
    public void remove(String id) {
        redis.run(REMOVE, allKeys(id), id);
    }

    /// And at their end that of the list of all.
    private List<String> allKeys(String id) {
        List<String> keys = new ArrayList<>(redis.keys(id, RedisWatchLog.PARTS));
        keys.add(redis.key(WATCHES));
        return keys;
    }

    @Override
    public Lease lease(String watch, String holder, long now, long until) {
        long number = lease(watch, holder, now, until, "");
        return number == 0 ? null : new Lease(watch, holder, number);
    }

    @Override
    public boolean renew(Lease lease, long now, long until) {
        return lease(lease.watch(), lease.holder(), now, until, Long.toString(lease.number())) != 0;
    }

    private long lease(String watch, String holder, long now, long until, String number) {
        long ms = Math.min(until - now, MAX_LEASE.toMillis());
        return (Long)
                redis.run(LEASE, List.of(watchKey(watch)), holder, ms, number).getFirst();
    }

    @Override
    public void release(String watch, String holder) {
        redis.run(RELEASE, List.of(watchKey(watch)), holder);
    }

    @Override
    public void ring(String watch, long at) {
        redis.run(RING, List.of(watchKey(watch)), at);
    }

    @Override
    public Map<String, String> items(String watch) {
        return log.items(watch);
    }

    @Override
    public boolean commit(Lease lease, Commit commit) {
        return log.commit(lease, commit);
    }

    @Override
    public List<LoggedEvent> events(String watch, long after, int max) {
        return log.events(watch, after, max);
    }

    @Override
    public SinkPosition sink(String watch, String name) {
        return log.sink(watch, name);
    }

    @Override
    public void sink(String watch, SinkPosition position) {
        log.sink(watch, position);
    }

    @Override
    public long spend(String name, long day, long count) {
        List<String> key = List.of(redis.key("spent:" + name));
        return (Long) redis.run(SPEND, key, day, count, COUNTED.toMillis()).getFirst();
    }

    @Override
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public void tidy(long now) {
        for (String id : ids()) {
            long forgotten = MAX_FORGOTTEN;
            while (forgotten == MAX_FORGOTTEN) {
                forgotten = (Long) redis.run(
                                TIDY,
                                allKeys(id),
                                id,
                                now,
                                now - UNREAD.toMillis(),
                                now - KEPT.toMillis(),
                                MAX_FORGOTTEN)
                        .getFirst();
            }
        }
        documents.tidy(now);
    }

    @Override
    public void close() {
        redis.close();
    }
}
