package dev.ghlmcp.mcp.failure;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.ForeignPage;
import dev.ghlmcp.highlevel.reply.Problem;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.highlevel.request.SentRequests;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What the assistant reads when a call has no answer: what happened, why, and what to do next. HighLevel's own words
/// often hide the cause, and its status does too: a missing scope is 401, a missing contact 400.
///
/// @param tool the one called
public record FailureMessages(ToolDefinition tool) {
    static final String MISSING = "Check the ids; search or list to find the right one.";
    private static final String MADE = "The change was probably made: read the record to see.";

    public ToolResult of(Failure failure) {
        return switch (failure) {
            case Failure.Unsendable(String reason) ->
                ToolResult.failed(
                        "invalid",
                        SentRequests.current().notSent(tool.hints().readOnly()) + ". " + tool.name() + ": " + reason
                                + (reason.endsWith("?") ? "" : "."));
            case Failure.NoToken(List<TokenClass> wanted, String advice) ->
                ToolResult.failed("no_token", advice == null ? noToken(wanted) : advice);
            case Failure.Unauthenticated(String reason) -> ToolResult.failed("signed_out", reason);
            case Failure.Throttled(String reason, long waitMs) ->
                ToolResult.failed(
                        "throttled",
                        SentRequests.current().notSent(tool.hints().readOnly()) + ": " + reason + " in " + time(waitMs)
                                + ". Call again then. Fewer calls that ask for more each use less of it.");
            case Failure.Outage(long retryInMs) ->
                ToolResult.failed(
                        "outage",
                        SentRequests.current().notSent(tool.hints().readOnly())
                                + ": HighLevel did not answer the last calls and is left alone for a moment. Try again in "
                                + time(retryInMs) + ".");
            case Failure.Unauthorized(Problem problem, SentToken used) ->
                answered(problem, unauthorized(words(problem), used));
            case Failure.Forbidden(Problem problem, SentToken used) ->
                answered(
                        problem,
                        words(problem).contains("error code: 10")
                                ? "This came from Cloudflare, which guards HighLevel, and is no matter of the token or its"
                                        + " scopes: it refuses this network, or a proxy that changes the User-Agent. Try"
                                        + " from another network."
                                : "Use the location id that " + used.named()
                                        + " belongs to, or a token of that sub-account.");
            case Failure.NotFound(Problem problem) ->
                answered(
                        problem,
                        words(problem).startsWith("cannot ")
                                ? "HighLevel has no such request in this version of its API: that is no fault of the"
                                        + " arguments. Check GHL_API_VERSION, else report it."
                                : MISSING);
            case Failure.Rejected(Problem problem) -> answered(problem, RejectionAdvice.of(problem, words(problem)));
            case Failure.RateLimited(Problem problem, long retryAfterMs) ->
                answered(problem, "Nothing was changed. " + pause(retryAfterMs));
            case Failure.Broken(Problem problem) -> answered(problem, again(true));
            case Failure.Intercepted(int status, ForeignPage page) -> intercepted(status, page);
            case Failure.TooLarge(int status, int max) ->
                ToolResult.failed(
                        Integer.toString(status),
                        "HighLevel answered " + status + ", but the answer is larger than " + (max >> 20) + " MiB. "
                                + (tool.hints().readOnly() ? "Ask for less at once." : MADE));
            case Failure.Unreadable(int status, String reason) ->
                ToolResult.failed(
                        Integer.toString(status),
                        "HighLevel answered " + status + ", but the answer " + reason + ". "
                                + (status >= 400 ? again(false) : tool.hints().readOnly() ? again(true) : MADE));
            case Failure.Unreachable(String reason, boolean arrived) ->
                ToolResult.failed(
                        arrived ? "unreachable" : "unconnected",
                        "HighLevel could not be reached: " + reason + ". " + again(arrived));
            case Failure.NoWay(String reason) ->
                ToolResult.failed(
                        "blocked",
                        "HighLevel could not be reached: " + reason
                                + ". Nothing was changed, and each call fails so until that is mended.");
            case Failure.Cancelled() -> ToolResult.failed("cancelled", "The call was cancelled.");
        };
    }

    private String unauthorized(String words, SentToken used) {
        String token = used.named();
        if (words.contains("not authorized for this scope")) {
            return tool.name() + " needs " + scope() + ", which " + token + " lacks: add it to "
                    + (used.app()
                            ? "the app in HighLevel's marketplace, then log in again: `ghl-mcp auth login`."
                            : "the private integration (HighLevel, Settings > Private Integrations > edit); the token"
                                    + " stays the same. If the scope is there, the token is of the wrong class: "
                                    + classOf(used) + ".");
        }
        if (words.contains("user type mismatch") || words.contains("authclass type is not allowed")) {
            return "No scope helps: " + token + " is of the wrong class: " + classOf(used) + ".";
        }
        if (words.contains("version header")) {
            return "This is a bug of ghl-mcp and no fault of the token: report it.";
        }
        if (words.contains("not yet supported by the iam")) {
            return "HighLevel does not open this request to tokens of this kind; neither scopes nor arguments help. Ask"
                    + " HighLevel's support.";
        }
        if (words.contains("invalid jwt") || words.contains("invalid private integration token")) {
            return "HighLevel does not know " + token + ": it is mistyped, expired or deleted. "
                    + (used.app()
                            ? "Log in again: `ghl-mcp auth login`."
                            : "Copy it again from Settings > Private Integrations.");
        }
        return used.app()
                ? "Check that the app has " + scope() + ", then log in again: `ghl-mcp auth login`."
                : "Check that " + token + " is a current one of this "
                        + (used.type() == TokenClass.AGENCY ? "agency" : "sub-account")
                        + " and that its private integration has " + scope()
                        + "; scopes can be added without a new token.";
    }

    /// HighLevel checks a scope even where its documents do not name one, which then nobody can say.
    private String scope() {
        return tool.scopes().isEmpty()
                ? "a scope that HighLevel's documents do not name"
                : "the scope " + String.join(tool.indexed() ? " or " : ", ", tool.scopes());
    }

    /// What HighLevel's document requires and a call that it refused left out; empty if nothing, or if HighLevel's own
    /// sentence is about an argument that the call has.
    ///
    /// @param said HighLevel's sentence
    public String missing(ObjectNode arguments, Failure failure, String said) {
        List<String> names = failure instanceof Failure.Rejected ? tool.leftOut(arguments) : List.of();
        List<String> words = List.of(said.split("\\W+"));
        boolean other = arguments.propertyNames().stream().anyMatch(words::contains)
                && names.stream().noneMatch(words::contains);
        return names.isEmpty() || other
                ? ""
                : " HighLevel's document requires " + String.join(", ", names) + ", which the call left out.";
    }

    private static String classOf(SentToken used) {
        return used.type() == TokenClass.AGENCY
                ? "it must be made in the agency view, as a sub-account's token does not open the agency"
                : "it must be made in the sub-account, as an agency's token does not open a sub-account's data";
    }

    private ToolResult answered(Problem problem, String next) {
        return ToolResult.failed(
                Integer.toString(problem.status()),
                new QuotedText(tool).said(problem) + ". " + next
                        + (problem.traceId() == null ? "" : " traceId: " + problem.traceId()));
    }

    private ToolResult intercepted(int status, ForeignPage page) {
        String change = status >= 500
                ? again(true)
                : status >= 300 || tool.hints().readOnly()
                        ? "Nothing was changed."
                        : "Whether the change was made is not known: read the record before you try again.";
        return ToolResult.failed(
                Integer.toString(status),
                QuotedText.sender(status, page) + ". Neither the token nor the arguments are to blame. " + change
                        + (status >= 500
                                ? ""
                                : " Try from another network or ask the people who run this one, and check GHL_BASE_URL"
                                        + " if it is set."));
    }

    private String again(boolean arrived) {
        if (!arrived || tool.hints().readOnly()) {
            return "Nothing was changed: try again in a moment.";
        }
        return "The change may have been made: read the record before you try again.";
    }

    /// Longer than [RequestLimits#MAX_PAUSE] no answer holds calls back.
    private static String pause(long ms) {
        long max = RequestLimits.MAX_PAUSE.toMillis();
        return ms <= max
                ? "Wait " + time(ms) + ", then call again."
                : "HighLevel names a wait of " + time(ms) + ". One call every " + time(max)
                        + " is sent to see whether it is over.";
    }

    private static String noToken(List<TokenClass> wanted) {
        return "This tool needs "
                + wanted.stream().map(FailureMessages::howToGet).collect(Collectors.joining(", or "))
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

    private static String words(Problem problem) {
        return problem.text().toLowerCase(Locale.ROOT);
    }

    /// Rounded up, but for the second by which a limit lasts longer than it says.
    private static String time(long ms) {
        long seconds = Math.max(1, Math.ceilDiv(ms, 1000));
        return seconds < 120
                ? seconds + " s"
                : seconds < 7200 ? Math.ceilDiv(seconds - 1, 60) + " min" : Math.ceilDiv(seconds - 1, 3600) + " h";
    }
}
