package dev.ghlmcp.mcp.location;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.composite.Composites;
import dev.ghlmcp.text.InvisibleCharacters;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The names of records by their ids, one listing for each kind and sub-account, kept for ten minutes. Thread-safe.
public final class LocationNames {
    static final Duration LIFE = Duration.ofMinutes(10);

    /// For a listing that lacks an id, which may be newer than it, and for one that could not be read.
    static final Duration SHORT_LIFE = Duration.ofMinutes(1);

    /// A name is repeated for every record that has its id.
    private static final int MAX_NAME = 100;

    static final Duration MAX_DURATION = Duration.ofSeconds(3);

    /// A listing.
    ///
    /// @param names   by id
    /// @param days    ids of the custom fields that hold a date
    /// @param failure a phrase that says why there are none; null if it was read
    public record Listing(Map<String, String> names, Set<String> days, String failure) {}

    private final Function<String, ToolDefinition> tools;
    private final ContactNames people;
    private final Map<NameKind, LocationCache<Listing>> caches = new EnumMap<>(NameKind.class);

    /// @param tools by their names
    public LocationNames(Function<String, ToolDefinition> tools) {
        this(tools, System::nanoTime);
    }

    LocationNames(Function<String, ToolDefinition> tools, LongSupplier nanos) {
        this.tools = tools;
        this.people = new ContactNames(nanos);
        for (NameKind kind : EnumSet.complementOf(EnumSet.of(NameKind.CONTACT))) {
            caches.put(
                    kind,
                    new LocationCache<>(LIFE, listing -> 1 + listing.names().size(), nanos));
        }
    }

    /// What is known without a request; null if it does not serve for these ids.
    public Listing kept(HighLevelClient client, NameKind kind, String location, Collection<String> ids) {
        if (kind == NameKind.CONTACT) {
            return people.kept(client, ids);
        }
        return caches.get(kind).kept(client.access(), location, serving(ids));
    }

    /// The listing, read if need be; null if the thread was interrupted meanwhile.
    public Listing of(HighLevelClient client, NameKind kind, String location, Collection<String> ids) {
        if (kind == NameKind.CONTACT) {
            return people.of(client, tools.apply(kind.tool()), location, ids);
        }
        return caches.get(kind).get(client.access(), location, serving(ids), () -> read(client, kind, location));
    }

    /// Forgets the listings that a write may change.
    public void changed(ToolDefinition tool, String location, ObjectNode arguments) {
        people.forget(arguments.path("contactId").asString(""));
        caches.forEach((kind, cache) -> {
            ToolDefinition lister = tools.apply(kind.tool());
            if (location != null && lister != null && lister.toolset().equals(tool.toolset())) {
                cache.forget(location);
            }
        });
    }

    private static BiPredicate<Listing, Duration> serving(Collection<String> ids) {
        return (known, age) -> age.compareTo(SHORT_LIFE) < 0
                || (known.failure() == null && known.names().keySet().containsAll(ids));
    }

    private Listing read(HighLevelClient client, NameKind kind, String location) {
        ToolDefinition tool = tools.apply(kind.tool());
        ObjectNode arguments = Json.MAPPER.createObjectNode().put(Declaration.LOCATION_ID, location);
        if (kind == NameKind.CUSTOM_FIELD) {
            arguments.put("model", "all");
        }
        try {
            return switch (Composites.send(client.within(MAX_DURATION), tool, arguments)) {
                case Reply.Answer answer -> listing(answer.body().path(kind.list()));
                case Failure failure -> new Listing(Map.of(), Set.of(), phrase(failure, tool));
                default -> failed("HighLevel did not tell them");
            };
        } catch (RuntimeException _) {
            // The answer that they are for is there, and must not be lost.
            return failed("HighLevel's answer could not be read");
        }
    }

    private static Listing failed(String phrase) {
        return new Listing(Map.of(), Set.of(), phrase);
    }

    /// Why names could not be read.
    static String phrase(Failure failure, ToolDefinition tool) {
        return switch (failure) {
            case Failure.Unauthorized _, Failure.Forbidden _, Failure.NoToken _ ->
                "the token may not read them, which needs the scope " + String.join(", ", tool.scopes());
            default -> "HighLevel did not tell them";
        };
    }

    private static Listing listing(JsonNode items) {
        Map<String, String> names = new HashMap<>();
        Set<String> days = new HashSet<>();
        for (JsonNode item : items) {
            add(names, item);
            item.path("stages").forEach(stage -> add(names, stage));
            if (item.path("dataType").asString("").equals("DATE")) {
                days.add(item.path("id").asString(""));
            }
        }
        return new Listing(Map.copyOf(names), Set.copyOf(days), null);
    }

    private static void add(Map<String, String> names, JsonNode item) {
        String name = item.path("name").asString("").strip();
        if (!name.isEmpty() && item.path("id").isString()) {
            names.put(item.get("id").stringValue(), shown(name));
        }
    }

    static String shown(String name) {
        String visible = InvisibleCharacters.without(name);
        return visible.length() > MAX_NAME ? visible.substring(0, MAX_NAME) : visible;
    }
}
