package dev.ghlmcp.store.redis;

import static dev.ghlmcp.store.redis.RedisConnection.text;

import dev.ghlmcp.redis.RedisScript;
import dev.ghlmcp.store.EventSeal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Encrypts what a store holds from the time before it had a key. Others may do the same at once.
record RedisResealing(RedisConnection redis, EventSeal seal) {
    private static final RedisScript RESEAL = RedisScript.of(RedisResealing.class, "reseal.lua");

    void run() {
        for (String watch : RedisWatches.ids(redis)) {
            String row = redis.keys(watch, "watch").getFirst();
            redis.each(row, (field, value) -> {
                if (text(field).equals("spec") || text(field).equals("note")) {
                    close(row, field, value, 0, text(field) + " " + watch);
                }
            });
            String log = redis.keys(watch, "log").getFirst();
            redis.each(log, (seq, value) -> {
                int body = bodyOf(value);
                String id = text(Arrays.copyOf(value, body - 1)).split(" ", 2)[1];
                close(log, seq, value, body, RedisWatchLog.place(watch, id));
            });
        }
        for (String kind : RedisDocuments.kinds(redis)) {
            String key = redis.keys(RedisDocuments.owner(kind), "documents").getFirst();
            redis.each(
                    key,
                    (name, value) -> close(key, name, value, bodyOf(value), RedisDocuments.place(kind, text(name))));
        }
    }

    /// Where the line ends that stands before what is sealed.
    static int bodyOf(byte[] stored) {
        int end = 0;
        while (stored[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    private void close(String key, byte[] field, byte[] stored, int from, String place) {
        byte[] body = Arrays.copyOfRange(stored, from, stored.length);
        if (EventSeal.readable(body)) {
            byte[] closed = seal.close(place, seal.open(place, body));
            byte[] whole = ByteBuffer.allocate(from + closed.length)
                    .put(stored, 0, from)
                    .put(closed)
                    .array();
            redis.run(RESEAL, List.of(key), field, stored, whole);
        }
    }
}
