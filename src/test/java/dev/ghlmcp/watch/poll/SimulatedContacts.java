package dev.ghlmcp.watch.poll;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.watch.WatchSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A day of a sub-account's contacts: 3,000 changes, and 1,500 within two seconds, many in one millisecond. A search
/// sees each up to a minute later. Answers as POST /contacts/search does.
final class SimulatedContacts implements WatchSource {
    static final long BEGIN = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    static final long DAY = 24 * 3_600_000L;

    /// @param at      when the contact changed
    /// @param visible when searches see it
    private record Change(long at, long visible, String id) {}

    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Long> current = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int next;
    private int requests;

    SimulatedContacts(long seed) {
        Random random = new Random(seed);
        for (int index = 0; index < 3000; index++) {
            long at = BEGIN + (long) (random.nextDouble() * DAY);
            long lag = (long) (Math.min(60, -8 * Math.log(1 - random.nextDouble())) * 1000);
            changes.add(new Change(at, at + lag, "c%03d".formatted(random.nextInt(400))));
        }
        for (int index = 0; index < 1500; index++) {
            long at = BEGIN + DAY / 2 + index / 40 * 50L;
            changes.add(new Change(at, at + 2000 + random.nextInt(10_000), "b%04d".formatted(index)));
        }
        changes.sort(Comparator.comparingLong(Change::visible));
    }

    /// Lets the index see what it sees at this time.
    void advance(long now) {
        for (; next < changes.size() && changes.get(next).visible() <= now; next++) {
            current.merge(changes.get(next).id(), changes.get(next).at(), Math::max);
        }
        current.forEach((id, at) -> seen.add(id + "@" + at));
    }

    /// What somebody who looks at each poll could see: contact@time.
    Set<String> seen() {
        return seen;
    }

    int requests() {
        return requests;
    }

    @Override
    public Page read(String operation, ObjectNode arguments) {
        requests++;
        boolean rising = arguments.at("/sort/0/direction").asString().equals("asc");
        long from = 0;
        if (arguments.at("/filters/0/value").isString()) {
            from = Instant.parse(Json.MAPPER
                            .readTree(arguments.at("/filters/0/value").asString())
                            .path("gte")
                            .asString())
                    .toEpochMilli();
        }
        long least = from;
        Comparator<Map.Entry<String, Long>> order =
                Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey());
        Comparator<Map.Entry<String, Long>> sorting = rising ? order : order.reversed();
        JsonNode after = arguments.path("searchAfter");
        List<Map.Entry<String, Long>> hits = current.entrySet().stream()
                .filter(hit -> hit.getValue() >= least)
                .filter(hit -> !after.isArray()
                        || sorting.compare(
                                        hit,
                                        Map.entry(
                                                after.path(1).asString(),
                                                after.path(0).asLong()))
                                > 0)
                .sorted(sorting)
                .limit(arguments.path("pageLimit").asLong(20))
                .toList();
        List<JsonNode> items = new ArrayList<>();
        for (Map.Entry<String, Long> hit : hits) {
            items.add(Json.MAPPER
                    .createObjectNode()
                    .put("id", hit.getKey())
                    .put("dateUpdated", Instant.ofEpochMilli(hit.getValue()).toString())
                    .put("dateAdded", "2020-01-01T00:00:00.000Z"));
        }
        ObjectNode more = null;
        if (items.size() == arguments.path("pageLimit").asInt(20)) {
            Map.Entry<String, Long> last = hits.getLast();
            more = arguments.deepCopy();
            more.putArray("searchAfter").add(last.getValue()).add(last.getKey());
        }
        return new Page(null, items, more, true, 0);
    }
}
