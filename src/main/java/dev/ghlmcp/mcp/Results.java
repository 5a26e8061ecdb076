package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Failure;
import dev.ghlmcp.highlevel.Problem;
import dev.ghlmcp.highlevel.Reply;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Turns a reply of HighLevel into what the assistant reads.
final class Results {
    private Results() {}

    static ToolResult of(Tool tool, Reply reply) {
        return switch (reply) {
            case Reply.Answer(int status, JsonNode body) ->
                ToolResult.answer(Integer.toString(status), Json.MAPPER.writeValueAsBytes(shape(body)));
            case Failure.Unsendable(String reason) -> ToolResult.failed("invalid", reason + ".");
            case Failure.NoToken() ->
                ToolResult.failed(
                        "no_token",
                        "No HighLevel token is configured. Set the environment variable GHL_TOKEN to a private"
                                + " integration token (HighLevel: Settings > Private Integrations) and GHL_LOCATION_ID"
                                + " to the sub-account's id, then restart; or start with --sandbox to try without one.");
            case Failure.Unauthorized(Problem problem) ->
                answered(
                        problem,
                        "Check that GHL_TOKEN is a current token of this sub-account and that its private integration"
                                + " has the " + tool.toolset() + " scopes; scopes can be added without a new token.");
            case Failure.Forbidden(Problem problem) ->
                answered(problem, "Use the location id that the token belongs to, or a token of that sub-account.");
            case Failure.NotFound(Problem problem) ->
                answered(problem, "Check the ids; search or list to find the right one.");
            case Failure.Rejected(Problem problem) ->
                answered(problem, "Correct the arguments that the message names, then call again.");
            case Failure.RateLimited(Problem problem, long retryAfterMs) ->
                answered(problem, "Wait " + Math.ceilDiv(retryAfterMs, 1000) + " s, then call again.");
            case Failure.Broken(Problem problem) -> answered(problem, again(tool, true));
            case Failure.Unreadable(int status, String reason) ->
                ToolResult.failed(
                        Integer.toString(status),
                        "HighLevel answered " + status + ", but the answer " + reason + ". "
                                + (tool.hints().readOnly()
                                        ? "Ask for less at once, or try again later."
                                        : "The change was probably made: read the record to see."));
            case Failure.Unreachable(String reason, boolean arrived) ->
                ToolResult.failed(
                        "unreachable", "HighLevel could not be reached: " + reason + ". " + again(tool, arrived));
            case Failure.Cancelled() -> ToolResult.failed("cancelled", "The call was cancelled.");
        };
    }

    /// MCP wants an object as structured content.
    private static JsonNode shape(JsonNode body) {
        return body.isObject() ? body : Json.MAPPER.createObjectNode().set(body.isArray() ? "items" : "value", body);
    }

    private static ToolResult answered(Problem problem, String next) {
        String details = problem.details().entrySet().stream()
                .map(detail -> detail.getKey() + "=" + detail.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        return ToolResult.failed(
                Integer.toString(problem.status()),
                "HighLevel answered " + problem.status()
                        + (problem.messages().isEmpty() ? "" : ": " + problem.text())
                        + (problem.details().isEmpty() ? "" : details)
                        + ". " + next
                        + (problem.traceId() == null ? "" : " traceId: " + problem.traceId()));
    }

    private static String again(Tool tool, boolean arrived) {
        if (!arrived || tool.hints().readOnly()) {
            return "Nothing was changed: try again in a moment.";
        }
        return "The change may have been made all the same: read the record before you try again.";
    }
}
