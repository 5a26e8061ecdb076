package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The data of one sub-account. `seed.json` declares the collections and what is in them at the start.
final class Store {
    private final Map<String, Records> collections = new HashMap<>();

    static Store seeded() {
        Store store = new Store();
        try (InputStream seed = Store.class.getResourceAsStream("seed.json")) {
            Json.MAPPER.readTree(seed).forEachEntry((name, collection) -> {
                Records records = new Records(
                        collection.get("noun").stringValue(),
                        IdShape.valueOf(collection.get("ids").stringValue()));
                collection.get("records").forEach(record -> records.add((ObjectNode) record));
                store.collections.put(name, records);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }

    Records records(String collection) {
        return collections.get(collection);
    }
}
