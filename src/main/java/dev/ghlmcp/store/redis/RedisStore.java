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
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.WatchRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A store in the Redis that several servers share. It is asked when it is needed: while it is away each method fails,
/// and works again when it is back. Leases end by its clock. It is one Redis, no cluster: scripts use keys of a watch
/// together with the list of all.
public final class RedisStore implements EventStore {
    private static final Pattern EVICTS = Pattern.compile("maxmemory_policy:allkeys");

    private static final Duration MAX_LEASE = Duration.ofHours(1);
    private static final Duration COUNTED = Duration.ofDays(3);

    private static final RedisScript LEASE = RedisScript.of(RedisStore.class, "lease.lua");
    private static final RedisScript RELEASE = RedisScript.of(RedisStore.class, "release.lua");
    private static final RedisScript RING = RedisScript.of(RedisStore.class, "ring.lua");
    private static final RedisScript SPEND = RedisScript.of(RedisStore.class, "spend.lua");

    private final RedisConnection redis;
    private final RedisWatches watches;
    private final RedisWatchLog log;
    private final RedisDocuments documents;

    /// @param redis      closed with this
    /// @param prefix     of all its keys
    /// @param passphrase encrypts events; null to leave them readable
    public RedisStore(Redis redis, String prefix, Secret passphrase) {
        this.redis = new RedisConnection(redis, prefix);
        RedisSeal seal = new RedisSeal(this.redis, passphrase);
        this.watches = new RedisWatches(this.redis, seal);
        this.log = new RedisWatchLog(this.redis, seal);
        this.documents = new RedisDocuments(this.redis, seal);
    }

    @Override
    public WatchRow enter(String id, String spec, String reader, Duration every, boolean wished, long now) {
        return watches.enter(id, spec, reader, wished ? every.toMillis() : -every.toMillis(), now);
    }

    @Override
    public boolean read(String watch, String reader, long now) {
        return watches.read(watch, reader, now);
    }

    @Override
    public void leave(String watch, String reader, long now) {
        watches.leave(watch, reader, now);
    }

    @Override
    public List<WatchRow> watches(String reader) {
        return watches.of(reader);
    }

    @Override
    public WatchRow watch(String id) {
        return watches.find(id);
    }

    @Override
    public List<WatchRow> watches() {
        return watches.all();
    }

    @Override
    public void remove(String id) {
        watches.remove(id);
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
                redis.run(LEASE, redis.keys(watch, "watch"), holder, ms, number).getFirst();
    }

    @Override
    public void release(String watch, String holder) {
        redis.run(RELEASE, redis.keys(watch, "watch"), holder);
    }

    @Override
    public void ring(String watch, long at) {
        redis.run(RING, redis.keys(watch, "watch"), at);
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
        watches.tidy(now);
        documents.tidy(now);
    }

    /// Why this Redis may lose what it has been told; empty if nothing speaks for that, or it does not say.
    public String risk() {
        String about;
        try {
            about = redis.command(commands -> commands.info());
        } catch (StoreException e) {
            if (e.away()) {
                throw e;
            }
            return "";
        }
        return about.contains("aof_enabled:0")
                ? "this Redis loses watches and events when it crashes: set appendonly yes"
                : EVICTS.matcher(about).find()
                        ? "this Redis deletes watches and events when its memory is full: set maxmemory-policy noeviction"
                        : "";
    }

    @Override
    public String toString() {
        return redis.toString();
    }

    @Override
    public void close() {
        redis.close();
    }
}
