package dev.ghlmcp.mcp.audit;

import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The ids in the arguments and the answer of a call, and nothing else of them: a value counts if its name says that it
/// is an id, and it looks like one. A name, a sentence, an address or a telephone number does not.
final class TouchedIds {
    private static final Pattern NAME = Pattern.compile("_?id|ids|[A-Za-z]+Ids?");
    private static final Set<String> OTHER_NAMES =
            Set.of("assignedTo", "author", "categories", "contacts", "followers", "selectedUsers");

    /// HighLevel's ids are base62 of 20 or more, hexadecimal of 24, or UUIDs; letters alone or digits alone would let
    /// words and telephone numbers pass.
    private static final Pattern ID = Pattern.compile(
            "(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9]{17,32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final Set<String> ELSEWHERE = Set.of("locationId", "companyId", "traceId");
    private static final int MAX = 100;

    private TouchedIds() {}

    /// By the argument's name, or by the path in the answer.
    ///
    /// @param reply null if there is none yet
    static ObjectNode of(ObjectNode arguments, Reply reply) {
        ObjectNode ids = Json.MAPPER.createObjectNode();
        collect(ids, "", arguments);
        if (reply instanceof Reply.Answer answer) {
            JsonNode body = body(answer);
            collect(ids, "answer.", body);
            body.forEachEntry((name, record) -> {
                if (record.isObject()) {
                    collect(ids, "answer." + name + ".", record);
                }
            });
        }
        return ids;
    }

    static String traceId(Reply.Answer answer) {
        JsonNode traceId = body(answer).path("traceId");
        return traceId.isString() && ID.matcher(traceId.stringValue()).matches() ? traceId.stringValue() : null;
    }

    private static void collect(ObjectNode ids, String path, JsonNode object) {
        object.forEachEntry((name, value) -> {
            if ((NAME.matcher(name).matches() || OTHER_NAMES.contains(name)) && !ELSEWHERE.contains(name)) {
                ArrayNode found = Json.MAPPER.createArrayNode();
                for (JsonNode item : value.isArray() ? value : List.of(value)) {
                    if (item.isString() && ID.matcher(item.stringValue()).matches() && found.size() < MAX) {
                        found.add(item);
                    }
                }
                if (found.size() == 1) {
                    ids.set(path + name, found.get(0));
                } else if (!found.isEmpty()) {
                    ids.set(path + name, found);
                }
            }
        });
    }

    private static JsonNode body(Reply.Answer answer) {
        try {
            return answer.body();
        } catch (JacksonException _) {
            return Json.MAPPER.missingNode();
        }
    }
}
