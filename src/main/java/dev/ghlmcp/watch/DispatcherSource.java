package dev.ghlmcp.watch;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.result.ResultItems;
import dev.ghlmcp.operation.annotation.Paging;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Polls through the dispatcher, as any call goes, within the share of the limits that polls may take.
public final class DispatcherSource implements WatchSource {
    private final Dispatcher dispatcher;
    private final Caller caller;
    private final PollBudget budget;

    /// @param caller whose account is read
    /// @param budget null for a read on behalf of somebody who waits for it
    public DispatcherSource(Dispatcher dispatcher, Caller caller, PollBudget budget) {
        this.dispatcher = dispatcher;
        this.caller = caller;
        this.budget = budget;
    }

    @Override
    public Page read(String operation, ObjectNode arguments) throws PollException, InterruptedException {
        if (budget != null) {
            budget.take(quota(operation, arguments), dispatcher::left);
        }
        CompletedCall call = dispatcher.read(caller, operation, arguments);
        return switch (call.reply()) {
            case Reply.Answer(int _, JsonNode body) -> page(call, body);
            case Reply.Media(int _, String _, byte[] bytes) -> new Page(null, List.of(), null, true, bytes.length);
            case Failure failure when absent(failure) -> new Page(null, List.of(), null, false, 0);
            case null, default -> throw new PollException(call.result().text(), refused(call.reply()));
        };
    }

    @Override
    public void describe(String operation, ObjectNode arguments, ArrayNode items) {
        dispatcher.describe(caller, operation, arguments, items);
    }

    private Quota quota(String operation, ObjectNode arguments) throws PollException {
        try {
            return dispatcher.quota(caller, operation, arguments);
        } catch (IllegalArgumentException e) {
            throw new PollException(e.getMessage(), true);
        }
    }

    private Page page(CompletedCall call, JsonNode body) throws PollException {
        ObjectNode whole = body instanceof ObjectNode object
                ? object
                : Json.MAPPER.createObjectNode().set("items", body);
        ToolDefinition tool = call.tool();
        if (tool.indexed() && (ResultItems.path(tool, whole).isEmpty() || partial(tool))) {
            throw new PollException(
                    tool.name()
                            + " answers no list, or several, or only a part of one: nothing tells what is new in it",
                    true);
        }
        List<JsonNode> items = tool.name().equals("get_free_slots")
                ? slots(body)
                : tool.listing() == null
                        ? unlisted(body)
                        : ResultItems.of(tool, whole).valueStream().toList();
        ObjectNode next =
                call.result().json() != null && call.result().json().at("/paging/next") instanceof ObjectNode more
                        ? more
                        : null;
        return new Page(body, items, next, true, 0);
    }

    /// Whether a list can end before all are in it, and has no next page.
    private static boolean partial(ToolDefinition tool) {
        return tool.listing() != null
                && tool.listing().by() == Paging.NOT
                && tool.endpoint().parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals("limit"));
    }

    /// Free slots are no list but members of days, each with the times of its slots.
    private static List<JsonNode> slots(JsonNode days) {
        return days.valueStream()
                .flatMap(day -> day.path("slots").valueStream())
                .toList();
    }

    /// An answer of which the documents do not say that it is a list may be one, or the one thing that there is.
    private static List<JsonNode> unlisted(JsonNode body) {
        if (body.isArray()) {
            return body.valueStream().toList();
        }
        return body.valueStream()
                .filter(JsonNode::isArray)
                .filter(list -> list.valueStream().allMatch(JsonNode::isObject))
                .findFirst()
                .map(list -> list.valueStream().toList())
                .orElse(List.of(body));
    }

    /// HighLevel says 400 with a sentence where others say 404.
    private static boolean absent(Failure failure) {
        return switch (failure) {
            case Failure.NotFound _ -> true;
            case Failure.Rejected(var problem) -> {
                String text = problem.text().toLowerCase(Locale.ROOT);
                yield text.contains("not found") || text.contains("does not exist") || text.contains("no longer exist");
            }
            default -> false;
        };
    }

    private static boolean refused(Reply reply) {
        return reply == null
                || reply instanceof Failure.Unauthorized
                || reply instanceof Failure.Forbidden
                || reply instanceof Failure.Rejected
                || reply instanceof Failure.NoToken
                || reply instanceof Failure.Unsendable;
    }
}
