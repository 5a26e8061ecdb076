package dev.ghlmcp.sandbox.store;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.sandbox.api.Timestamps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The data of the agency and its sub-accounts, and the time there. The seed files declare the collections and what is
/// in them at the start.
public final class SandboxStore {
    /// Each declares collections or adds to those of the files before it.
    private static final List<String> SEEDS = List.of("contacts", "agency", "calendars", "sales", "branches");

    private final SandboxOptions options;
    private final Map<String, RecordCollection> collections = new HashMap<>();

    /// The write that runs; null if none does.
    private Transaction transaction;

    private volatile Consumer<List<RecordChange>> listener;

    private SandboxStore(SandboxOptions options) {
        this.options = options;
    }

    public static SandboxStore seeded(SandboxOptions options) {
        SandboxStore store = new SandboxStore(options);
        SEEDS.forEach(store::plant);
        return store;
    }

    private void plant(String seed) {
        try (InputStream file = SandboxStore.class.getResourceAsStream("seed/" + seed + ".json")) {
            Json.MAPPER.readTree(file).forEachEntry((name, collection) -> {
                RecordCollection records =
                        collections.computeIfAbsent(name, _ -> new RecordCollection(this, name, collection));
                collection.get("records").forEach(record -> records.add((ObjectNode) record));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tells of each write that was carried out from now on, before its answer goes out.
    public void listen(Consumer<List<RecordChange>> changes) {
        listener = changes;
    }

    /// Runs a write, all of which happens or nothing: HighLevel checks first, then writes.
    public <T> T whole(Supplier<T> write) {
        transaction = new Transaction();
        try {
            T result = write.get();
            if (listener != null) {
                listener.accept(transaction.changes());
            }
            return result;
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

    public RecordCollection records(String collection) {
        return collections.get(collection);
    }

    /// A collection that is declared when it is first asked for.
    public RecordCollection records(String collection, JsonNode declaration) {
        return collections.computeIfAbsent(collection, _ -> new RecordCollection(this, collection, declaration));
    }

    /// How long searches do not see what is written.
    Duration searchLag() {
        return options.searchLag();
    }

    public Duration tokenLifetime() {
        return options.tokenLifetime();
    }

    public Instant now() {
        return options.clock().instant();
    }

    /// What the clocks of a sub-account show, and so those of its calendars.
    public ZoneId zone(String locationId) {
        return records("locations")
                .where("id", locationId)
                .map(location -> location.path("timezone").asString(""))
                .filter(zone -> !zone.isEmpty())
                .findFirst()
                .map(Timestamps::zone)
                .orElse(ZoneOffset.UTC);
    }

    /// Writes the time into these fields.
    public ObjectNode stamp(ObjectNode record, String... fields) {
        for (String field : fields) {
            record.put(field, Timestamps.iso(now()));
        }
        return record;
    }

    /// Whether contacts may share an e-mail address or phone number.
    public boolean allowsDuplicates() {
        return options.duplicates();
    }
}
