package dev.ghlmcp.mcp.reading;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.mcp.location.LocationNames;
import dev.ghlmcp.mcp.location.LocationNames.Listing;
import dev.ghlmcp.mcp.location.NameKind;
import dev.ghlmcp.mcp.time.LocationZones;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Writes the times of an answer with the offset of its sub-account, and names beside ids. What is not known yet
/// is read from HighLevel, all at once; mostly everything is known. What cannot be read leaves the answer as it is,
/// which then
/// says so.
///
/// @param zones of the sub-accounts
/// @param names of their records
public record AnswerLookups(LocationZones zones, LocationNames names) {
    /// The member that says how times without offset were read.
    public static final String ASSUMED = "assumed";

    /// The member that says what could not be read.
    public static final String UNRESOLVED = "unresolved";

    /// Changes a result in place.
    public void read(HighLevelClient client, ToolDefinition tool, ObjectNode arguments, ObjectNode result) {
        String location = location(client, arguments);
        if (!tool.hints().readOnly()) {
            names.changed(tool, location, arguments);
        }
        AnswerReadings readings = AnswerReadings.of(tool, result);
        if (location == null) {
            readings.write(null);
            return;
        }
        Found found = new Found(client, location, readings);
        found.take();
        ObjectNode failed = result.objectNode();
        LocationZones.Answer zone = found.zone;
        readings.write(zone == null ? null : zone.zone());
        if (readings.assumed()) {
            result.put(
                    ASSUMED,
                    "HighLevel wrote times without offset; they are read as those of the location's clock, "
                            + zone.zone());
        }
        if (zone != null && zone.zone() == null) {
            failed.put("timezone", zone.failure());
        }
        found.listings().forEach((kind, listing) -> {
            readings.write(kind, listing);
            if (listing.failure() != null) {
                failed.put(kind.list(), listing.failure());
            }
        });
        if (!failed.isEmpty()) {
            result.set(UNRESOLVED, failed);
        }
    }

    private static String location(HighLevelClient client, ObjectNode arguments) {
        try {
            return client.locations().of(arguments);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private final class Found {
        private final HighLevelClient client;
        private final String location;
        private final AnswerReadings readings;
        private final Map<NameKind, Listing> listings = new EnumMap<>(NameKind.class);
        private LocationZones.Answer zone;

        private Found(HighLevelClient client, String location, AnswerReadings readings) {
            this.client = client;
            this.location = location;
            this.readings = readings;
        }

        /// Takes what is known, and reads the rest.
        private void take() {
            List<Runnable> unknown = new ArrayList<>();
            if (readings.timed()) {
                zone = zones.kept(client, location);
                if (zone == null) {
                    unknown.add(() -> {
                        LocationZones.Answer read = zones.recent(client, location);
                        synchronized (listings) {
                            zone = read;
                        }
                    });
                }
            }
            for (NameKind kind : readings.kinds()) {
                Listing known = names.kept(client, kind, location, readings.ids(kind));
                if (known == null) {
                    unknown.add(() -> put(kind, names.of(client, kind, location, readings.ids(kind))));
                } else {
                    put(kind, known);
                }
            }
            run(unknown);
        }

        /// Those that are there by now: of a cancelled call some are still read.
        private Map<NameKind, Listing> listings() {
            synchronized (listings) {
                return new EnumMap<>(listings);
            }
        }

        private void put(NameKind kind, Listing listing) {
            if (listing != null) {
                synchronized (listings) {
                    listings.put(kind, listing);
                }
            }
        }

        private void run(List<Runnable> reads) {
            List<Thread> others = new ArrayList<>();
            for (int i = 1; i < reads.size(); i++) {
                others.add(Thread.ofVirtual().name("lookup").start(reads.get(i)));
            }
            if (!reads.isEmpty()) {
                reads.getFirst().run();
            }
            try {
                for (Thread other : others) {
                    other.join();
                }
            } catch (InterruptedException _) {
                others.forEach(Thread::interrupt);
                Thread.currentThread().interrupt();
            }
        }
    }
}
