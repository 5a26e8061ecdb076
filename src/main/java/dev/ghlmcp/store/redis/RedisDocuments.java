package dev.ghlmcp.store.redis;

import static dev.ghlmcp.store.redis.RedisConnection.text;

import dev.ghlmcp.redis.RedisScript;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.EventSeal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// The documents of a store.
record RedisDocuments(RedisConnection redis, RedisSeal seal) implements DocumentStore {
    private static final String KINDS = "kinds";
    private static final int MAX_EXPIRED = 1000;

    private static final RedisScript WRITE = RedisScript.of(RedisDocuments.class, "key.lua", "document.lua");
    private static final RedisScript LIST = RedisScript.of(RedisDocuments.class, "documents.lua");
    private static final RedisScript EXPIRE = RedisScript.of(RedisDocuments.class, "expire.lua");

    @Override
    public boolean insert(Document document) {
        return write(document, 0);
    }

    @Override
    public boolean replace(Document document) {
        return document.version() > 0 && write(document, document.version());
    }

    private boolean write(Document document, long version) {
        String place = place(document.kind(), document.name());
        return written(
                document,
                version,
                events -> List.of(document.due(), document.expires(), events.close(place, document.body())));
    }

    @Override
    public boolean remove(Document document) {
        return document.version() > 0 && written(document, document.version(), _ -> List.of());
    }

    private boolean written(Document document, long version, Function<EventSeal, List<Object>> rest) {
        List<String> keys = new ArrayList<>(keys(document.kind()));
        keys.addAll(List.of(redis.key(KINDS), redis.key("version")));
        List<Object> written = seal.write(WRITE, keys, events -> {
            List<Object> arguments = new ArrayList<>(List.of(document.kind(), document.name(), version));
            arguments.addAll(rest.apply(events));
            return arguments;
        });
        return written.getFirst().equals(1L);
    }

    @Override
    public Document document(String kind, String name) {
        byte[] key = keys(kind).getFirst().getBytes(StandardCharsets.UTF_8);
        byte[] stored = redis.command(commands -> commands.hget(key, name.getBytes(StandardCharsets.UTF_8)));
        return stored == null ? null : document(kind, name, stored);
    }

    @Override
    public List<Document> documents(String kind, String after, int max) {
        return list(kind, "names", "ZRANGEBYLEX", after.isEmpty() ? "-" : "(" + after, "+", max);
    }

    @Override
    public List<Document> due(String kind, long now, int max) {
        return list(kind, "due", "ZRANGEBYSCORE", "-inf", Long.toString(now), max);
    }

    private List<Document> list(String kind, String index, String command, String from, String to, int max) {
        List<Object> found = redis.run(LIST, redis.keys(owner(kind), "documents", index), command, from, to, max);
        List<Document> documents = new ArrayList<>();
        for (int at = 0; at < found.size(); at += 2) {
            documents.add(document(kind, text(found.get(at)), (byte[]) found.get(at + 1)));
        }
        return documents;
    }

    /// What was stored: version, times and a line end, and then what is sealed.
    private Document document(String kind, String name, byte[] stored) {
        int from = RedisResealing.bodyOf(stored);
        String[] head = new String(stored, 0, from - 1, StandardCharsets.US_ASCII).split(" ", 3);
        return new Document(
                kind,
                name,
                Long.parseLong(head[0]),
                Long.parseLong(head[1]),
                Long.parseLong(head[2]),
                seal.open(place(kind, name), Arrays.copyOfRange(stored, from, stored.length)));
    }

    /// Forgets those that have expired.
    void tidy(long now) {
        for (String kind : kinds(redis)) {
            long expired = MAX_EXPIRED;
            while (expired == MAX_EXPIRED) {
                expired = (Long) redis.run(EXPIRE, keys(kind), now, MAX_EXPIRED).getFirst();
            }
        }
    }

    static List<String> kinds(RedisConnection redis) {
        byte[] kinds = redis.key(KINDS).getBytes(StandardCharsets.UTF_8);
        return redis.command(commands -> commands.smembers(kinds)).stream()
                .map(RedisConnection::text)
                .toList();
    }

    List<String> keys(String kind) {
        return redis.keys(owner(kind), "documents", "names", "due", "expires");
    }

    static String owner(String kind) {
        return "kind " + kind;
    }

    static String place(String kind, String name) {
        return "document " + kind + " " + name;
    }
}
