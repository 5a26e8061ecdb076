package dev.ghlmcp.store.redis;

import static dev.ghlmcp.store.redis.RedisConnection.bytes;

import dev.ghlmcp.redis.RedisScript;
import dev.ghlmcp.secret.Seal;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventSeal;
import dev.ghlmcp.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Closes and opens the texts of a store with its key, which the store itself has, sealed. Another server may give it
/// one, and who empties the Redis takes it away: nothing is written with a key that is not there.
final class RedisSeal {
    private static final byte[] FORMAT = bytes("format");
    private static final byte[] KEY = bytes("key");
    private static final byte[] SEALED = bytes("sealed");
    private static final byte[] ONE = bytes("1");
    private static final byte[] NO_KEY = {};
    private static final List<Object> ANOTHER_KEY = List.of(-1L);

    /// Each finds another key than the last one.
    private static final int ATTEMPTS = 3;

    private final RedisConnection redis;
    private final boolean sealing;
    private final Seal seal;
    private volatile Key known;

    /// @param stored null for a store that is readable
    private record Key(byte[] stored, EventSeal seal) {}

    /// @param passphrase null to leave a store readable that has no key
    RedisSeal(RedisConnection redis, Secret passphrase) {
        this.redis = redis;
        this.sealing = passphrase != null;
        this.seal = new Seal(passphrase, EventSeal.KIND);
        redis.connected(() -> known = null);
    }

    /// Runs a script that writes closed texts. Its first key is the store, and its first argument the store's key.
    List<Object> write(RedisScript script, List<String> keys, Function<EventSeal, List<Object>> arguments) {
        List<String> all = new ArrayList<>(List.of(store()));
        all.addAll(keys);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Key key = current();
            List<Object> given = new ArrayList<>();
            given.add(key.stored() == null ? NO_KEY : key.stored());
            given.addAll(arguments.apply(key.seal()));
            List<Object> answer = redis.run(script, all, given.toArray());
            if (!answer.equals(ANOTHER_KEY)) {
                return answer;
            }
            known = null;
        }
        throw new StoreException(redis.name() + " has had one key after another just now. Call again.");
    }

    /// A text that [#write] has written.
    String open(String place, byte[] closed) {
        Key key = current();
        try {
            return key.seal().open(place, closed);
        } catch (StoreException e) {
            known = null;
            Key fresh = current();
            if (Arrays.equals(fresh.stored(), key.stored())) {
                throw e;
            }
            return fresh.seal().open(place, closed);
        }
    }

    private String store() {
        return redis.key("store");
    }

    private Key current() {
        Key key = known;
        if (key == null) {
            byte[] store = bytes(store());
            redis.command(commands -> commands.hsetnx(store, FORMAT, ONE));
            if (!Arrays.equals(redis.command(commands -> commands.hget(store, FORMAT)), ONE)) {
                throw new StoreException(redis.name() + " is of another release of ghl-mcp. It was left as it is;"
                        + " store.file (GHL_STORE_FILE) names another.");
            }
            if (sealing && redis.command(commands -> commands.hget(store, KEY)) == null) {
                byte[] offered = EventSeal.create(seal);
                redis.command(commands -> commands.hsetnx(store, KEY, offered));
            }
            byte[] stored = redis.command(commands -> commands.hget(store, KEY));
            key = new Key(stored, EventSeal.of(seal, stored, redis.name()));
            if (stored != null && redis.command(commands -> commands.hget(store, SEALED)) == null) {
                new RedisResealing(redis, key.seal()).run();
                redis.command(commands -> commands.hset(store, SEALED, ONE));
            }
            known = key;
        }
        return key;
    }
}
