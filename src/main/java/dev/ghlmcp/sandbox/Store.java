package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The data of the agency and its sub-accounts. The seed files declare the collections and what is in them at the
/// start.
final class Store {
    /// Each declares collections or adds to those of the files before it.
    private static final List<String> SEEDS = List.of("contacts", "agency", "calendars", "sales");

    private final Map<String, Records> collections = new HashMap<>();

    static Store seeded() {
        Store store = new Store();
        SEEDS.forEach(store::plant);
        return store;
    }

    private void plant(String seed) {
        try (InputStream file = Store.class.getResourceAsStream("seed/" + seed + ".json")) {
            Json.MAPPER.readTree(file).forEachEntry((name, collection) -> {
                Records records = collections.computeIfAbsent(
                        name,
                        _ -> new Records(
                                collection.get("noun").stringValue(),
                                IdShape.valueOf(collection.get("ids").stringValue()),
                                collection.path("key").asString("id")));
                collection.get("records").forEach(record -> records.add((ObjectNode) record));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Records records(String collection) {
        return collections.get(collection);
    }
}
