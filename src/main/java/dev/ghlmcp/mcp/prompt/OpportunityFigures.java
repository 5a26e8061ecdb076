package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.lookup.RecordKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Idle times of opportunities. The program computes them because assistants add up badly.
///
/// @param data   reads them
/// @param places pipeline and stage by the stage's id
record OpportunityFigures(PromptData data, Map<String, String> places) {
    private static final int PAGES = 10;

    static OpportunityFigures of(PromptData data) {
        JsonNode pipelines = data.call("list_pipelines")
                .fields("pipelines", "name stages.name")
                .answer();
        Map<String, String> places = new LinkedHashMap<>();
        for (JsonNode pipeline : pipelines.path("pipelines")) {
            for (JsonNode stage : pipeline.path("stages")) {
                places.put(
                        stage.path("id").asString(),
                        pipeline.path("name").asString() + " / "
                                + stage.path("name").asString());
            }
        }
        return new OpportunityFigures(data, places);
    }

    /// The open ones that match the prompt's arguments.
    PageReader open() {
        return data.call("search_opportunities")
                .with("status", "open")
                .with("pipelineId", data.id(RecordKind.PIPELINE))
                .with("pipelineStageId", data.id(RecordKind.STAGE))
                .with("assignedTo", data.id(RecordKind.USER))
                .with("limit", 50)
                .fields(
                        "opportunities",
                        "name monetaryValue pipelineStageId assignedTo lastStageChangeAt"
                                + " lastStatusChangeAt lastActionDate updatedAt createdAt contactId contact.name")
                .pages("opportunities", PAGES);
    }

    /// Those without a change for some days, the most idle first.
    ///
    /// @param days without a change, at least
    ObjectNode idle(PageReader open, int days, int max) {
        record Idle(JsonNode deal, long days) {}
        List<Idle> idle = open.items.stream()
                .map(deal -> new Idle(deal, daysIdle(deal)))
                .filter(one -> one.days() >= days)
                .sorted(Comparator.comparingLong(Idle::days).reversed())
                .toList();
        ObjectNode all = Json.MAPPER
                .createObjectNode()
                .put("openOpportunitiesLookedAt", open.looked())
                .put("idleForAtLeastDays", days)
                .put("found", idle.size());
        if (idle.size() > max) {
            all.put("shown", "the " + max + " most idle");
        }
        ArrayNode list = all.putArray("opportunities");
        for (Idle one : idle.stream().limit(max).toList()) {
            ObjectNode row = list.addObject();
            row.put("id", one.deal().path("id").asString());
            row.set("name", one.deal().path("name"));
            row.put(
                    "stage",
                    places.getOrDefault(one.deal().path("pipelineStageId").asString(""), "unknown"));
            row.put("daysIdle", one.days());
            for (String name : List.of("monetaryValue", "assignedTo", "contactId")) {
                if (one.deal().hasNonNull(name)) {
                    row.set(name, one.deal().get(name));
                }
            }
            if (one.deal().at("/contact/name").isString()) {
                row.set("contactName", one.deal().at("/contact/name"));
            }
        }
        return all;
    }

    private long daysIdle(JsonNode deal) {
        return Stream.of("lastStageChangeAt", "lastStatusChangeAt", "lastActionDate", "updatedAt", "createdAt")
                .map(name -> instant(deal.path(name).asString("")))
                .filter(when -> when != null)
                .max(Comparator.naturalOrder())
                .map(when -> Duration.between(when, data.now()).toDays())
                .orElse(0L);
    }

    private static Instant instant(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
