package dev.ghlmcp.doctor;

import dev.ghlmcp.doctor.Finding.State;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the doctor found.
///
/// @param version   of this program
/// @param findings  in the order in which they were made
/// @param requests  sent to HighLevel
/// @param latencyMs the median of the reads; null if none was answered
/// @param skewMs    how far this machine's clock is ahead of HighLevel's; null if that is not known
/// @param budget    what is left of the standard location's; null if nothing is known of it
public record DoctorReport(
        String version, List<Finding> findings, int requests, Long latencyMs, Long skewMs, RequestLimits.State budget) {
    /// Whether nothing needs a repair.
    public boolean healthy() {
        return findings.stream().noneMatch(finding -> finding.state() == State.BAD);
    }

    /// For people: a line for each finding.
    public String table() {
        int width = findings.stream()
                .mapToInt(finding -> finding.what().length())
                .max()
                .orElse(0);
        StringBuilder table = new StringBuilder(version)
                .append(healthy() ? ": healthy" : ": not healthy")
                .append("\n\n");
        for (Finding finding : findings) {
            table.append(("%-4s  %-" + width + "s  %s\n").formatted(word(finding), finding.what(), finding.says()));
        }
        return table.toString();
    }

    /// For scripts.
    public ObjectNode json() {
        ObjectNode json =
                Json.MAPPER.createObjectNode().put("healthy", healthy()).put("version", version);
        ArrayNode list = json.putArray("findings");
        findings.forEach(finding -> list.addObject()
                .put("what", finding.what())
                .put("state", finding.state().name().toLowerCase(Locale.ROOT))
                .put("says", finding.says()));
        json.put("requests", requests).put("latencyMs", latencyMs).put("clockSkewMs", skewMs);
        if (budget != null) {
            json.putObject("budget")
                    .put("burst", budget.burst())
                    .put("burstLimit", budget.burstLimit())
                    .put("intervalMs", budget.intervalMs())
                    .put("day", budget.day())
                    .put("dayLimit", budget.dayLimit());
        }
        return json;
    }

    private static String word(Finding finding) {
        return switch (finding.state()) {
            case OK -> "ok";
            case NOTE -> "note";
            case BAD -> "BAD";
        };
    }
}
