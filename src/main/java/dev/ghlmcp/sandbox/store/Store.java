package dev.ghlmcp.sandbox.store;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.Call;
import dev.ghlmcp.sandbox.api.Moment;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The data of the agency and its sub-accounts, and the time there. The seed files declare the collections and what is
/// in them at the start.
public final class Store {
    /// Each declares collections or adds to those of the files before it.
    private static final List<String> SEEDS = List.of("contacts", "agency", "calendars", "sales", "branches");

    private final SandboxOptions options;
    private final Map<String, Records> collections = new HashMap<>();

    /// The write that runs; null if none does.
    private Transaction transaction;

    private Store(SandboxOptions options) {
        this.options = options;
    }

    public static Store seeded(SandboxOptions options) {
        Store store = new Store(options);
        SEEDS.forEach(store::plant);
        return store;
    }

    private void plant(String seed) {
        try (InputStream file = Store.class.getResourceAsStream("seed/" + seed + ".json")) {
            Json.MAPPER.readTree(file).forEachEntry((name, collection) -> {
                Records records = collections.computeIfAbsent(name, _ -> new Records(this, collection));
                collection.get("records").forEach(record -> records.add((ObjectNode) record));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a write, all of which happens or nothing: HighLevel checks first, then writes.
    public <T> T whole(Supplier<T> write) {
        transaction = new Transaction();
        try {
            return write.get();
        } catch (RuntimeException | Error e) {
            transaction.rollBack();
            throw e;
        } finally {
            transaction = null;
        }
    }

    /// The write that runs; null if none does.
    Transaction transaction() {
        return transaction;
    }

    public Records records(String collection) {
        return collections.get(collection);
    }

    /// What a search sees of the call's part of a collection, which may be late.
    ///
    /// @param added the field that tells when a record was added
    public Stream<ObjectNode> indexed(Call call, String collection, String added) {
        Instant indexed = now().minus(options.searchLag());
        return records(collection)
                .all(call)
                .filter(record -> !Moment.of(record.get(added)).isAfter(indexed));
    }

    public Duration tokenLifetime() {
        return options.tokenLifetime();
    }

    public Instant now() {
        return options.clock().instant();
    }

    /// Writes the time into these fields.
    public ObjectNode stamp(ObjectNode record, String... fields) {
        for (String field : fields) {
            record.put(field, Moment.iso(now()));
        }
        return record;
    }

    /// Whether contacts may share an e-mail address or phone number.
    public boolean allowsDuplicates() {
        return options.duplicates();
    }
}
