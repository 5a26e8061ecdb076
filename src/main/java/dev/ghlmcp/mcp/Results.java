package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.highlevel.Failure;
import dev.ghlmcp.highlevel.Problem;
import dev.ghlmcp.highlevel.Reply;
import dev.ghlmcp.operation.TokenClass;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns a reply of HighLevel into what the assistant reads.
///
/// @param media what becomes of answers that are no JSON
record Results(MediaResults media) {
    ToolResult of(Tool tool, ObjectNode arguments, Reply reply) {
        return switch (reply) {
            case Reply.Answer answer ->
                ToolResult.answer(Integer.toString(answer.status()), shape(tool, arguments, answer));
            case Reply.Media answered -> media.of(arguments, answered);
            case Failure.Unsendable(String reason) -> ToolResult.failed("invalid", reason + ".");
            case Failure.NoToken(List<TokenClass> wanted) -> ToolResult.failed("no_token", noToken(wanted));
            case Failure.Unauthenticated(String reason) -> ToolResult.failed("signed_out", reason);
            case Failure.Throttled(String limit, long waitMs) ->
                ToolResult.failed(
                        "throttled",
                        "Nothing was sent: " + limit + " is used up, and there is room again in " + time(waitMs)
                                + ". Call again then. Fewer calls that ask for more each use less of it.");
            case Failure.Unauthorized(Problem problem, TokenClass used) ->
                answered(
                        problem,
                        "Check that " + variable(used) + " is a current token of this "
                                + (used == TokenClass.AGENCY ? "agency" : "sub-account")
                                + " and that its private integration has the " + tool.toolset()
                                + " scopes; scopes can be added without a new token.");
            case Failure.Forbidden(Problem problem, TokenClass used) ->
                answered(
                        problem,
                        "Use the location id that the token in " + variable(used)
                                + " belongs to, or a token of that sub-account.");
            case Failure.NotFound(Problem problem) ->
                answered(problem, "Check the ids; search or list to find the right one.");
            case Failure.Rejected(Problem problem) ->
                answered(problem, "Correct the arguments that the message names, then call again.");
            case Failure.RateLimited(Problem problem, long retryAfterMs) ->
                answered(problem, "Wait " + time(retryAfterMs) + ", then call again.");
            case Failure.Broken(Problem problem) -> answered(problem, again(tool, true));
            case Failure.Outage(long retryInMs) ->
                ToolResult.failed(
                        "outage",
                        "Nothing was sent: HighLevel did not answer the last calls and is left alone for a moment. Try"
                                + " again in " + Math.ceilDiv(retryInMs, 1000) + " s.");
            case Failure.TooLarge(int status, int most) ->
                ToolResult.failed(
                        Integer.toString(status),
                        "HighLevel answered " + status + ", but the answer is larger than " + (most >> 20) + " MiB. "
                                + (tool.hints().readOnly()
                                        ? "Ask for less at once."
                                        : "The change was probably made: read the record to see."));
            case Failure.Unreadable(int status, String reason) ->
                ToolResult.failed(
                        Integer.toString(status),
                        "HighLevel answered " + status + ", but the answer " + reason + ". "
                                + (tool.hints().readOnly()
                                        ? "Nothing was changed: try again in a moment."
                                        : "The change was probably made: read the record to see."));
            case Failure.Unreachable(String reason, boolean arrived) ->
                ToolResult.failed(
                        "unreachable", "HighLevel could not be reached: " + reason + ". " + again(tool, arrived));
            case Failure.Cancelled() -> ToolResult.failed("cancelled", "The call was cancelled.");
        };
    }

    private static byte[] shape(Tool tool, ObjectNode arguments, Reply.Answer answer) {
        if (tool.listing() == null && answer.json()[0] == '{') {
            return answer.json();
        }
        ObjectNode object = object(answer.body());
        return Json.MAPPER.writeValueAsBytes(
                tool.listing() == null ? object : new Paged(tool, arguments, object).described());
    }

    /// MCP wants an object as structured content.
    private static ObjectNode object(JsonNode body) {
        return body instanceof ObjectNode object
                ? object
                : Json.MAPPER.createObjectNode().set(body.isArray() ? "items" : "value", body);
    }

    private static String noToken(List<TokenClass> wanted) {
        return "This tool needs " + wanted.stream().map(Results::howToGet).collect(Collectors.joining(", or "))
                + "; then restart. Or start with --sandbox to try without one.";
    }

    private static String howToGet(TokenClass token) {
        return switch (token) {
            case SUB_ACCOUNT ->
                "a sub-account token: set the environment variable GHL_TOKEN to a private integration token"
                        + " (HighLevel, in the sub-account: Settings > Private Integrations) and GHL_LOCATION_ID to the"
                        + " sub-account's id";
            case AGENCY ->
                "an agency token: set the environment variable GHL_AGENCY_TOKEN to a private integration token of the"
                        + " agency (HighLevel, in the agency view: Settings > Private Integrations) and GHL_COMPANY_ID"
                        + " to the agency's id";
        };
    }

    private static String variable(TokenClass token) {
        return token == TokenClass.AGENCY ? "GHL_AGENCY_TOKEN" : "GHL_TOKEN";
    }

    private static String time(long ms) {
        long seconds = Math.max(1, Math.ceilDiv(ms, 1000));
        return seconds < 120
                ? seconds + " s"
                : seconds < 7200 ? Math.ceilDiv(seconds, 60) + " min" : Math.ceilDiv(seconds, 3600) + " h";
    }

    private static ToolResult answered(Problem problem, String next) {
        String details = problem.details().entrySet().stream()
                .map(detail -> detail.getKey() + "=" + detail.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        return ToolResult.failed(
                Integer.toString(problem.status()),
                "HighLevel answered " + problem.status()
                        + (problem.messages().isEmpty()
                                ? ""
                                : ": " + problem.text().replaceFirst("\\.+$", ""))
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
