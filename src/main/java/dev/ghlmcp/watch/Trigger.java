package dev.ghlmcp.watch;

import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// An operation that can be watched, and how its answers tell what has happened. Read from `triggers.json`.
///
/// @param operation the tool that is polled
/// @param event     the name of its events
/// @param kind      how it is polled
/// @param emits     what can happen: new, changed, removed
/// @param item      where the one record stands in the answer, the first that is there; `$` for the answer itself
/// @param identity  members of which the first that is there tells one item from another; empty for the arguments
/// @param key       members that differ if an item has changed; empty for all
/// @param except    members that do not count
/// @param every     the standard interval
/// @param bells     HighLevel's webhooks that may tell of it
/// @param members   what an event tells of an item; `a|b` for the first that is there
/// @param asked     what it tells beside these
public record Trigger(
        String operation,
        String event,
        Kind kind,
        List<String> emits,
        List<String> item,
        List<String> identity,
        List<String> key,
        List<String> except,
        Duration every,
        List<String> bells,
        List<String> members,
        AskedFields asked) {
    private static final AskedFields NONE = new AskedFields(List.of());

    /// What shows all triggers, as a sentence names it.
    public static final String LISTING = "`ghl-mcp events --triggers` lists";

    /// For operations of the API.
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    private static final List<String> TOLD = List.of(
            "id|_id",
            "name|title|subject|label",
            "status",
            "amount|total",
            "currency",
            "email",
            "contactId",
            "createdAt",
            "updatedAt");

    /// How an operation is polled.
    public enum Kind {
        /// Ordered by the time of change: what is younger than the last that is known, less an overlap.
        FEED,
        /// A list without such an order: the whole is compared.
        SET,
        /// A list between two times, which move.
        WINDOW,
        /// One record.
        RECORD,
        /// A question whose answer can flip.
        PROBE,
        /// What comes into being once.
        MEDIA
    }

    /// Read when the first is asked for, and once: each event of each watch asks.
    private static final class Declared {
        static final Map<String, Trigger> ALL = Collections.unmodifiableMap(read());
    }

    /// All there are, by operation.
    public static Map<String, Trigger> load() {
        return Declared.ALL;
    }

    private static Map<String, Trigger> read() {
        Map<String, Trigger> all = new LinkedHashMap<>();
        try (InputStream in = Trigger.class.getResourceAsStream("triggers.json")) {
            for (JsonNode row : Json.MAPPER.readTree(in.readAllBytes())) {
                Trigger trigger = of(row);
                all.put(trigger.operation(), trigger);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /// The trigger of an operation.
    ///
    /// @throws IllegalArgumentException with a sentence if it is none
    public static Trigger of(String operation) {
        Trigger found = find(operation);
        if (found == null) {
            Map<String, Trigger> all = load();
            String nearest = Nearest.to(operation, all.keySet());
            throw new IllegalArgumentException("'" + operation + "' cannot be watched"
                    + (nearest == null ? "; " : "; did you mean " + nearest + "? ")
                    + LISTING + " the " + all.size()
                    + " operations that can, besides what lists things in the rest of the API");
        }
        return found;
    }

    /// The trigger of an operation; null if it is none. What lists things in the API is one by rule.
    public static Trigger find(String operation) {
        Trigger declared = load().get(operation);
        return declared != null || !ApiTools.lists(operation)
                ? declared
                : new Trigger(
                        operation,
                        operation.replaceFirst("^[a-z]+_", ""),
                        Kind.SET,
                        List.of("new", "changed", "removed"),
                        List.of(),
                        List.of("id", "_id"),
                        List.of(),
                        List.of(),
                        INTERVAL,
                        List.of(),
                        TOLD,
                        NONE);
    }

    /// The same, telling more.
    Trigger with(AskedFields more) {
        return new Trigger(operation, event, kind, emits, item, identity, key, except, every, bells, members, more);
    }

    private static Trigger of(JsonNode row) {
        return new Trigger(
                row.path("operation").asString(),
                row.path("event").asString(),
                Kind.valueOf(row.path("kind").asString().toUpperCase(Locale.ROOT)),
                texts(row, "emits"),
                texts(row, "item"),
                texts(row, "identity"),
                texts(row, "key"),
                texts(row, "except"),
                Duration.ofSeconds(row.path("every").asLong()),
                texts(row, "bells"),
                texts(row, "members"),
                NONE);
    }

    private static List<String> texts(JsonNode row, String name) {
        return row.path(name).valueStream().map(JsonNode::asString).toList();
    }
}
