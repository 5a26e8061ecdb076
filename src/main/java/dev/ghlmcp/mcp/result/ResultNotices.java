package dev.ghlmcp.mcp.result;

import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What this program says of a call in its result: the sub-account that it touched, how times in the arguments were
/// read, and custom fields that are not in HighLevel's answer, which answers 200 to a field that it does not know and
/// keeps nothing of it. HighLevel's own answers have no members of these names.
///
/// @param arguments of the call
/// @param named     the records whose names the arguments had; null for none
/// @param times     by argument, and the zone; null if no time was changed
/// @param touched   by the call
public record ResultNotices(ObjectNode arguments, ObjectNode named, ObjectNode times, TargetAccount touched) {
    /// The member that says which records were meant.
    static final String NAMED = "named";

    /// The last members of a result.
    ObjectNode members(Reply reply) {
        ObjectNode members = Json.MAPPER.createObjectNode();
        List<String> lost = reply instanceof Reply.Answer(int _, JsonNode body) ? lost(body) : List.of();
        if (!lost.isEmpty()) {
            members.put(
                    "notice",
                    "HighLevel's answer does not show the custom field " + String.join(", ", lost)
                            + ": it may not know it, and then keeps nothing of it; list_custom_fields has those that"
                            + " there are");
        }
        if (named != null) {
            members.set(NAMED, named);
        }
        if (times != null) {
            members.set("times", times);
        }
        ObjectNode account = members.putObject("touched");
        if (touched.companyId() != null) {
            account.put("companyId", touched.companyId());
        } else if (touched.locationId() != null) {
            account.put("locationId", touched.locationId());
            if (touched.name() != null) {
                account.put("name", touched.name());
            }
        }
        return members;
    }

    /// An error's sentence, and what to know of the call if HighLevel saw it.
    String sentence(String error, Failure failure) {
        if (!answered(failure)) {
            return error;
        }
        String said = named == null ? error : ended(error) + " Names were read as " + named + ".";
        said = times == null ? said : ended(said) + " Times were read as " + times + ".";
        return touched.locationId() == null
                ? said
                : ended(said) + " Location: "
                        + (touched.name() == null
                                ? touched.locationId()
                                : touched.name() + " (" + touched.locationId() + ")")
                        + ".";
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private static boolean answered(Failure failure) {
        return switch (failure) {
            case Failure.Unsendable _, Failure.NoToken _, Failure.Unauthenticated _, Failure.Throttled _ -> false;
            case Failure.Outage _, Failure.NoWay _, Failure.Cancelled _, Failure.Intercepted _ -> false;
            default -> true;
        };
    }

    private List<String> lost(JsonNode body) {
        JsonNode record = Stream.of("contact", "opportunity")
                .map(body::path)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(body);
        return record.path("id").isString()
                ? lost(arguments.path("customFields"), record.path("customFields"))
                : List.of();
    }

    /// A field that was sent by its key can only be missed where the answer has none at all.
    private static List<String> lost(JsonNode sent, JsonNode shown) {
        Set<String> ids = new HashSet<>();
        shown.forEach(field -> ids.add(field.path("id").asString("")));
        return sent.valueStream()
                .filter(field -> !empty(field.path("fieldValue")))
                .filter(field ->
                        field.has("id") ? !ids.contains(field.path("id").asString()) : ids.isEmpty())
                .map(field -> field.path(field.has("id") ? "id" : "key").asString())
                .toList();
    }

    private static boolean empty(JsonNode value) {
        return value.isContainer()
                ? value.isEmpty()
                : value.isNull() || value.asString("").isEmpty();
    }
}
