package dev.ghlmcp.mcp.overview;

import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.time.LocalTimes;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `get_pipeline_summary`: count, value and the longest idle opportunities by stage. The program computes them because
/// assistants add up badly.
///
/// @param entries what `tools/list` says of each tool
/// @param clock tells how long an opportunity is idle
public record PipelineSummary(Function<String, JsonNode> entries, Clock clock) implements ToolHandler {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 20;

    @Override
    public String name() {
        return Overview.PIPELINES;
    }

    @Override
    public JsonNode entry() {
        return entries.apply(Overview.PIPELINES);
    }

    @Override
    public String toolset() {
        return Overview.toolset(Overview.PIPELINES);
    }

    @Override
    public ToolResult call(CallerTools tools, ObjectNode arguments) {
        try (PartialReads reads = new PartialReads(Overview.PIPELINES, tools, arguments)) {
            return read(reads, arguments);
        } catch (InterruptedException _) {
            return PartialReads.cancelled();
        }
    }

    private ToolResult read(PartialReads reads, ObjectNode arguments) throws InterruptedException {
        Future<ZoneId> zone = reads.startZone();
        ObjectNode listing = reads.arguments();
        listing.putArray("fields").add("pipelines.name").add("pipelines.stages.name");
        JsonNode all =
                reads.json("names", reads.start("list_pipelines", listing)).path("pipelines");
        String wanted = arguments.path("pipelineId").asString("");
        List<JsonNode> pipelines = all.valueStream()
                .filter(one -> wanted.isEmpty() || one.path("id").asString("").equals(wanted))
                .toList();
        if (pipelines.isEmpty() && !all.isEmpty()) {
            return ToolResult.failed("invalid", "pipelineId: there is no pipeline " + wanted + ".");
        }
        ObjectNode search = reads.arguments().put("limit", PAGE);
        search.put("status", arguments.path("status").asString("open"));
        Stream.of("assignedTo", "campaignId")
                .filter(arguments::hasNonNull)
                .forEach(name -> search.set(name, arguments.get(name)));
        if (!wanted.isEmpty()) {
            search.put("pipelineId", wanted);
        }
        // These alone, so that a page of long names fits into a result.
        Stream.of("name", "monetaryValue", "pipelineStageId", "lastStageChangeAt", "updatedAt")
                .forEach(search.putArray("fields")::add);
        List<JsonNode> found = new ArrayList<>();
        JsonNode page = search;
        ToolResult answer = null;
        for (int pages = 0; pages < MAX_PAGES && page instanceof ObjectNode next; pages++) {
            answer = reads.result(reads.start("search_opportunities", next));
            if (answer.error() && found.isEmpty()) {
                return answer;
            }
            if (answer.error()) {
                reads.miss("opportunities", "only the first " + found.size() + " are counted: " + answer.text());
                page = null;
                break;
            }
            answer.json().path("opportunities").forEach(found::add);
            if (answer.json().has("cut")) {
                reads.miss("opportunities", "a page did not fit into a result, so not all are counted");
            }
            page = answer.json().at("/paging/next");
        }
        if (page instanceof ObjectNode) {
            reads.miss(
                    "opportunities",
                    "only the first " + found.size()
                            + " are counted, and there are more: give pipelineId or assignedTo");
        }
        ObjectNode summary = Json.MAPPER
                .createObjectNode()
                .put("status", search.path("status").asString());
        StageFigures figures = new StageFigures(
                new LocalTimes(reads.zone(zone)),
                clock.instant(),
                arguments.path("oldest").asInt(1));
        figures.add(summary, pipelines, found);
        reads.finish(summary, answer == null || answer.error() ? listing : answer.json());
        return ToolResult.answer("200", summary);
    }
}
