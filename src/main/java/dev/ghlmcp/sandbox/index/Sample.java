package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.IdShape;
import dev.ghlmcp.sandbox.api.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes values of the kinds that the documents show.
///
/// @param known what is known already, by its name
/// @param total how many records there are
/// @param lists something stands in lists too
/// @param now   the time in the sandbox
record Sample(ObjectNode known, int total, boolean lists, Instant now) {
    /// What is true of a call that succeeded.
    private static final Set<String> DONE =
            Set.of("success", "succeded", "succeeded", "ok", "status", "iscomplete", "isemailvalid", "active");

    private static final Set<String> COUNTS =
            Set.of("total", "count", "totalcount", "totalrecords", "totallinks", "activecount");

    /// What asks for another page, of which there is none unless it is known.
    private static final Pattern CURSOR = Pattern.compile("(?i)(next|prev).*|last.*Id|startAfter.*");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    Sample counting(int records) {
        return new Sample(known, records, lists, now);
    }

    /// There are more records after this one.
    Sample continuing(String id, int page) {
        ObjectNode more = known.deepCopy().put("hasMore", true).put("nextPage", page + 1);
        for (String name : List.of("nextCursor", "lastFaqId", "lastKnowledgeBaseId", "startAfter", "startAfterId")) {
            more.put(name, id);
        }
        return new Sample(more, total, lists, now);
    }

    /// A value, which is the known one of this name if there is such.
    JsonNode of(String name, JsonNode kind) {
        if (known.hasNonNull(name)) {
            return known.get(name);
        }
        if (kind.isArray()) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            // Products and campaigns are counted so.
            if (name.equals("total")) {
                return list.add(kind.path(0).isObject() ? of(name, kind.path(0)) : number(name));
            }
            return lists && kind.path(0).isObject() ? list.add(of(name, kind.path(0))) : list;
        }
        if (kind instanceof ObjectNode object) {
            ObjectNode whole = Json.MAPPER.createObjectNode();
            object.forEachEntry((member, part) -> whole.set(member, of(member, part)));
            return whole;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (kind.asString("s")) {
            case "n" -> CURSOR.matcher(lower).matches() ? NODES.nullNode() : number(lower);
            case "b" -> NODES.booleanNode(DONE.contains(lower));
            case "t" -> NODES.stringNode(Timestamps.iso(now));
            case "s" -> CURSOR.matcher(lower).matches() ? NODES.nullNode() : NODES.stringNode(text(lower));
            default -> NODES.stringNode(kind.asString().substring(1));
        };
    }

    /// A new record: what each of its kind has.
    ObjectNode record(JsonNode shape) {
        ObjectNode fresh = Json.MAPPER.createObjectNode();
        shape.forEachEntry((name, kind) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (kind.isArray()) {
                fresh.set(name, Json.MAPPER.createArrayNode());
            } else if (kind.asString("").equals("b")) {
                fresh.put(name, lower.matches("(is)?(active|enabled)"));
            } else if (kind.asString("").startsWith("=")) {
                fresh.set(name, of(name, kind));
            } else if (lower.matches("(created|updated)at|date(added|updated|created)") || known.has(name)) {
                fresh.set(name, known.has(name) ? known.get(name) : NODES.stringNode(Timestamps.iso(now)));
            }
        });
        return fresh;
    }

    /// A record that was there before, with everything the documents show.
    ObjectNode whole(String noun, int number, JsonNode shape) {
        ObjectNode whole = record(shape);
        shape.forEachEntry((name, kind) -> {
            if (!whole.has(name) && !name.matches("_?id")) {
                whole.set(name, of(name, kind));
            }
        });
        for (String name : new String[] {"name", "title"}) {
            if (shape.has(name) || (shape.isEmpty() && name.equals("name"))) {
                whole.put(name, "Sample " + noun.toLowerCase(Locale.ROOT) + " " + number);
            }
        }
        return whole;
    }

    private JsonNode number(String name) {
        if (COUNTS.contains(name)) {
            return NODES.numberNode(total);
        }
        return NODES.numberNode(
                switch (name) {
                    case "page", "currentpage" -> 1;
                    case "statuscode", "status" -> 200;
                    case "pagesize", "limit" -> 20;
                    default -> 0;
                });
    }

    private String text(String name) {
        if (COUNTS.contains(name)) {
            return Integer.toString(total);
        }
        if (name.endsWith("id") && !name.endsWith("paid")) {
            return IdShape.HEX.next();
        }
        if (name.contains("url") || name.endsWith("link")) {
            return "https://example.com/sandbox";
        }
        return switch (name) {
            case "message", "msg", "ok" -> "Success";
            case "email" -> "sample@example.com";
            case "phone" -> "+12075550100";
            case "currency" -> "USD";
            case "status" -> "active";
            default -> "sample";
        };
    }
}
