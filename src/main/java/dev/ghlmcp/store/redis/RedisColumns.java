package dev.ghlmcp.store.redis;

import dev.ghlmcp.store.WatchRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The fields of a watch's hash. One that is not there is empty, or 0.
record RedisColumns(RedisSeal seal, Map<String, byte[]> fields) implements WatchRow.Columns<RuntimeException> {
    /// @param fields names and values, one after the other
    static RedisColumns of(RedisSeal seal, List<?> fields) {
        Map<String, byte[]> named = new HashMap<>();
        for (int at = 0; at < fields.size(); at += 2) {
            named.put(RedisConnection.text(fields.get(at)), (byte[]) fields.get(at + 1));
        }
        return new RedisColumns(seal, named);
    }

    @Override
    public String text(String name) {
        return fields.containsKey(name) ? RedisConnection.text(fields.get(name)) : "";
    }

    @Override
    public long number(String name) {
        return switch (name) {
            case "read" -> read();
            case "cost" -> fields.containsKey(name) ? Long.parseLong(text(name)) : 1;
            default -> fields.containsKey(name) ? Long.parseLong(text(name)) : 0;
        };
    }

    /// When anybody read it last.
    private long read() {
        return fields.keySet().stream()
                .filter(name -> name.startsWith(RedisWatches.READER))
                .mapToLong(name -> Long.parseLong(text(name).split(" ", 2)[1]))
                .max()
                .orElse(0);
    }

    @Override
    public String closed(String name, String place) {
        return fields.containsKey(name) ? seal.open(place, fields.get(name)) : "";
    }
}
