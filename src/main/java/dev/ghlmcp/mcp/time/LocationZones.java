package dev.ghlmcp.mcp.time;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// The time zones of sub-accounts, read from HighLevel when a call needs one, and kept for some minutes. Thread-safe;
/// several calls for one sub-account wait for one read.
public final class LocationZones {
    private static final long LIFE = Duration.ofMinutes(15).toNanos();
    private static final Duration MAX_DURATION = Duration.ofSeconds(10);
    private static final int MAX = 1000;

    /// Whose zone it is: no account may learn what another reads.
    private record Key(Access access, String location) {}

    private static final class Entry {
        private final ReentrantLock reading = new ReentrantLock();
        private volatile ZoneId zone;
        private volatile long since;
    }

    private final ToolDefinition reader;
    private final LongSupplier nanos;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /// @param reader the tool `get_location`
    public LocationZones(ToolDefinition reader) {
        this(reader, System::nanoTime);
    }

    LocationZones(ToolDefinition reader, LongSupplier nanos) {
        this.reader = reader;
        this.nanos = nanos;
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
        Entry entry = entry(new Key(client.access(), location));
        ZoneId known = fresh(entry);
        if (known != null) {
            return known;
        }
        try {
            entry.reading.lockInterruptibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new DateTimeException("the call was cancelled");
        }
        try {
            ZoneId meanwhile = fresh(entry);
            if (meanwhile == null) {
                entry.zone = read(client, location);
                entry.since = nanos.getAsLong();
            }
            return entry.zone;
        } finally {
            entry.reading.unlock();
        }
    }

    /// Forgets the zone of a sub-account that is about to change.
    public void forget(String location) {
        synchronized (entries) {
            entries.keySet().removeIf(key -> key.location().equals(location));
        }
    }

    private Entry entry(Key key) {
        synchronized (entries) {
            Entry entry = entries.computeIfAbsent(key, _ -> new Entry());
            if (entries.size() > MAX) {
                entries.remove(entries.keySet().iterator().next());
            }
            return entry;
        }
    }

    private ZoneId fresh(Entry entry) {
        ZoneId zone = entry.zone;
        return zone != null && nanos.getAsLong() - entry.since < LIFE ? zone : null;
    }

    private ZoneId read(HighLevelClient client, String location) {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put(Declaration.LOCATION_ID, location);
        String name;
        try {
            name = switch (client.within(MAX_DURATION).call(reader, reader.endpoint(), arguments)) {
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
