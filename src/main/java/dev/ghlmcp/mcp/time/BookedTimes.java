package dev.ghlmcp.mcp.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The appointments of a contact.
///
/// @param next those that take place, the next first
/// @param last the one before now, whatever became of it; null for none
/// @param more how many of the next ones are left out
public record BookedTimes(List<JsonNode> next, JsonNode last, int more) {
    private static final int MAX = 4;
    private static final Set<String> OFF = Set.of("cancelled", "invalid", "noshow");

    public static BookedTimes of(JsonNode events, LocalTimes times, Instant now) {
        record Timed(JsonNode event, Instant start) {}
        List<Timed> all = events.valueStream()
                .map(event -> new Timed(event, times.instant(event.path("startTime"))))
                .filter(one -> one.start() != null)
                .sorted(Comparator.comparing(Timed::start))
                .toList();
        List<JsonNode> next = all.stream()
                .filter(one -> !one.start().isBefore(now) && stands(one.event()))
                .map(Timed::event)
                .toList();
        JsonNode last = all.stream()
                .filter(one -> one.start().isBefore(now))
                .reduce((_, later) -> later)
                .map(Timed::event)
                .orElse(null);
        return new BookedTimes(next.subList(0, Math.min(MAX, next.size())), last, Math.max(0, next.size() - MAX));
    }

    /// Whether an appointment has not been called off.
    private static boolean stands(JsonNode event) {
        return !OFF.contains(event.path("appointmentStatus").asString(""))
                && !event.path("deleted").asBoolean(false);
    }

    /// The next ones and the last one.
    public List<JsonNode> shown() {
        List<JsonNode> shown = new ArrayList<>(next);
        Stream.ofNullable(last).forEach(shown::add);
        return shown;
    }
}
