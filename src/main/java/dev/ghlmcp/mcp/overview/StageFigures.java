package dev.ghlmcp.mcp.overview;

import dev.ghlmcp.mcp.time.LocalTimes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Adds up opportunities by stage.
///
/// @param oldest how many of the longest idle are named for each stage
record StageFigures(LocalTimes times, Instant now, int oldest) {
    void add(ObjectNode summary, List<JsonNode> pipelines, List<JsonNode> opportunities) {
        sums(summary, opportunities);
        Map<String, List<JsonNode>> byStage = opportunities.stream()
                .collect(Collectors.groupingBy(
                        one -> one.path("pipelineStageId").asString(""), LinkedHashMap::new, Collectors.toList()));
        for (JsonNode pipeline : pipelines) {
            ObjectNode row = summary.withArray("pipelines").addObject();
            row.put("id", pipeline.path("id").asString(""))
                    .put("name", pipeline.path("name").asString(""));
            sums(
                    row,
                    pipeline.path("stages")
                            .valueStream()
                            .flatMap(stage ->
                                    byStage.getOrDefault(stage.path("id").asString(""), List.of()).stream())
                            .toList());
            for (JsonNode stage : pipeline.path("stages")) {
                String id = stage.path("id").asString("");
                List<JsonNode> in = byStage.remove(id);
                stage(
                        row.withArray("stages").addObject().put("id", id),
                        stage.path("name").asString(""),
                        in);
            }
        }
        byStage.forEach(
                (id, in) -> stage(summary.withArray("otherStages").addObject().put("id", id), "not known by name", in));
    }

    private void stage(ObjectNode row, String name, List<JsonNode> in) {
        row.put("name", name);
        sums(row, in == null ? List.of() : in);
        if (in == null || oldest == 0) {
            return;
        }
        in.stream()
                .sorted(Comparator.comparing(this::changed, Comparator.nullsLast(Comparator.naturalOrder())))
                .limit(oldest)
                .forEach(one -> {
                    ObjectNode idle = row.withArray("longestIdle").addObject();
                    idle.put("id", one.path("id").asString(""))
                            .put("name", one.path("name").asString(""));
                    if (one.hasNonNull("monetaryValue")) {
                        idle.set("value", one.get("monetaryValue"));
                    }
                    Instant changed = changed(one);
                    if (changed != null) {
                        idle.put("lastChange", times.text(changed));
                        idle.put("daysIdle", Duration.between(changed, now).toDays());
                    }
                });
    }

    private Instant changed(JsonNode opportunity) {
        return Stream.of("lastStageChangeAt", "updatedAt")
                .map(name -> times.instant(opportunity.path(name)))
                .filter(when -> when != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static void sums(ObjectNode row, List<JsonNode> opportunities) {
        BigDecimal value = opportunities.stream()
                .map(one -> one.path("monetaryValue"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        row.put("count", opportunities.size()).put("value", value);
    }
}
