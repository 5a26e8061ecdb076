package dev.ghlmcp.watch;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.input.ArgumentSchema.Arguments;
import dev.ghlmcp.mcp.input.ArgumentValidator;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The watches of a store.
///
/// @param triggers by operation
public record Watches(EventStore store, Map<String, Trigger> triggers, InstantSource clock) {
    /// Shorter would not see more, as searches lag, and longer is no trigger.
    private static final Duration MIN_EVERY = Duration.ofMinutes(1);

    private static final Duration MAX_EVERY = Duration.ofHours(1);
    private static final int MAX = 100;

    /// How an event is found again: what a poll orders and pages by is its own affair.
    private static final List<String> OWN = List.of(
            "sort",
            "sortBy",
            "order",
            "limit",
            "pageLimit",
            "page",
            "skip",
            "offset",
            "searchAfter",
            "startAfter",
            "startAfterId",
            "startAfterDate",
            "lastMessageId",
            "fields");

    public Watches(EventStore store, InstantSource clock) {
        this(store, Trigger.load(), clock);
    }

    /// Enters a watch, or finds it.
    ///
    /// @param entry what `tools/list` says of the tool
    /// @param every null for the trigger's standard
    /// @throws IllegalArgumentException with a sentence if there is no such watch
    public WatchRow enter(ToolDefinition tool, JsonNode entry, String account, ObjectNode arguments, Duration every) {
        Trigger trigger = triggers.get(tool.name());
        ObjectNode checked = checked(tool, entry, arguments);
        Duration interval = every == null ? trigger.every() : every;
        if (interval.compareTo(MIN_EVERY) < 0 || interval.compareTo(MAX_EVERY) > 0) {
            throw new IllegalArgumentException("every must be from 1m to 1h, got " + interval.toSeconds() + " s");
        }
        WatchSpec spec = new WatchSpec(account, tool.name(), checked);
        if (store.watch(spec.id()) == null && store.watches().size() >= MAX) {
            throw new IllegalArgumentException("There are " + MAX + " watches already: `ghl-mcp events` lists them, and"
                    + " `ghl-mcp events --stop ID` ends one");
        }
        return store.enter(spec.id(), spec.text(), interval, clock.millis());
    }

    private static ObjectNode checked(ToolDefinition tool, JsonNode entry, ObjectNode arguments) {
        List<String> complaints = new ArrayList<>();
        List<String> filled = WatchWindow.filled(tool.name());
        for (String name : arguments.propertyNames()) {
            if (OWN.contains(name) || filled.contains(name)) {
                complaints.add(name + " is set by the watch itself: leave it out");
            }
        }
        ObjectNode whole = arguments.deepCopy();
        filled.forEach(name -> whole.put(name, "2030-01-31T00:00:00Z"));
        Arguments read = new ArgumentValidator(_ -> entry).read(tool.name(), whole);
        complaints.addAll(read.complaints().sentences());
        List<String> anyOf = tool.anyOf();
        if (!anyOf.isEmpty() && anyOf.stream().noneMatch(read.values()::hasNonNull)) {
            complaints.add("one of " + String.join(", ", anyOf) + " is needed");
        }
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is watched. " + tool.name() + ": " + String.join("; ", complaints));
        }
        filled.forEach(read.values()::remove);
        return read.values();
    }

    /// Whose data a watch with these arguments is about. Names of sub-accounts in them become ids.
    ///
    /// @throws IllegalArgumentException with a sentence if a name is not known
    public static String account(Access access, ObjectNode arguments) {
        access.locations().resolve(arguments);
        String location = access.locations().of(arguments);
        return location != null ? location : access.companyId() != null ? access.companyId() : "the token's";
    }

    /// What a watch asks for, in a line.
    public static String text(WatchRow row) {
        WatchSpec spec = WatchSpec.of(row.spec());
        return spec.operation()
                + (spec.arguments().isEmpty() ? "" : " " + Json.MAPPER.writeValueAsString(spec.arguments()));
    }
}
