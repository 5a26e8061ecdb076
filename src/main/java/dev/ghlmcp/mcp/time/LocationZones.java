package dev.ghlmcp.mcp.time;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.location.LocationCache;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// The time zones of sub-accounts, read from HighLevel when a call needs one, and kept for some minutes. Thread-safe.
public final class LocationZones {
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Duration FAILURE_LIFE = Duration.ofMinutes(1);
    private static final Duration MAX_DURATION = Duration.ofSeconds(10);

    /// A zone that was asked for.
    ///
    /// @param zone    null if it cannot be read
    /// @param failure a phrase that says why, or null
    public record Answer(ZoneId zone, String failure) {}

    private final Supplier<ToolDefinition> reader;
    private final LocationCache<Answer> cache;

    /// @param reader the tool `get_location`
    public LocationZones(Supplier<ToolDefinition> reader) {
        this(reader, System::nanoTime);
    }

    LocationZones(Supplier<ToolDefinition> reader, LongSupplier nanos) {
        this.reader = reader;
        this.cache = new LocationCache<>(LIFE, _ -> 1, nanos);
    }

    /// The zone of the sub-account of a call.
    ///
    /// @param arguments with ids where the caller gave names
    /// @throws DateTimeException with a phrase that says why it cannot be read
    public ZoneId of(HighLevelClient client, ObjectNode arguments) {
        String location = client.locations().of(arguments);
        if (location == null) {
            throw new DateTimeException("no locationId is given or configured");
        }
        Answer answer =
                cache.get(client.access(), location, (known, _) -> known.zone() != null, () -> read(client, location));
        if (answer == null) {
            throw new DateTimeException("the call was cancelled");
        }
        if (answer.zone() == null) {
            throw new DateTimeException(answer.failure());
        }
        return answer.zone();
    }

    /// What is known of a zone without a request; null if it must be read.
    public Answer kept(HighLevelClient client, String location) {
        return cache.kept(client.access(), location, LocationZones::serves);
    }

    /// The same, read if need be, where a recent failure serves as well; null if the thread was interrupted meanwhile.
    public Answer recent(HighLevelClient client, String location) {
        return cache.get(client.access(), location, LocationZones::serves, () -> read(client, location));
    }

    /// Forgets the zone of a sub-account that is about to change.
    public void forget(String location) {
        cache.forget(location);
    }

    private static boolean serves(Answer known, Duration age) {
        return known.zone() != null || age.compareTo(FAILURE_LIFE) < 0;
    }

    private Answer read(HighLevelClient client, String location) {
        try {
            return new Answer(zone(client, location), null);
        } catch (DateTimeException e) {
            return new Answer(null, e.getMessage());
        }
    }

    private ZoneId zone(HighLevelClient client, String location) {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put(Declaration.LOCATION_ID, location);
        String name;
        ToolDefinition tool = reader.get();
        try {
            name = switch (client.within(MAX_DURATION).call(tool, tool.endpoint(), arguments)) {
                case Reply.Answer answer ->
                    answer.body().at("/location/timezone").asString("");
                case Failure.Unauthorized _, Failure.Forbidden _, Failure.NoToken _ ->
                    throw new DateTimeException(
                            "the token may not read the location, which needs the scope locations.readonly");
                case Failure.Unsendable(String reason) -> throw new DateTimeException(reason);
                default -> throw new DateTimeException("HighLevel did not tell it");
            };
        } catch (JacksonException _) {
            throw new DateTimeException("HighLevel's answer is not JSON");
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            throw new DateTimeException(name.isEmpty() ? "the location has none" : "'" + name + "' is no time zone");
        }
    }
}
