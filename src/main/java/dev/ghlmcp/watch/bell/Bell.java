package dev.ghlmcp.watch.bell;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What one of HighLevel's webhooks says has happened: what, where and to which record. Nothing else of it is kept.
///
/// @param address  where the HighLevel is that sent it
/// @param type     such as ContactUpdate; empty if it does not say
/// @param accounts the sub-account and the agency whose it is
/// @param ids      of the record and of those it belongs to, by the names that they have in the webhook
public record Bell(String address, String type, Set<String> accounts, Map<String, String> ids) {
    private static final int MAX_IDS = 40;
    private static final Pattern NOUN = Pattern.compile("[A-Z][a-z]+");

    /// Some have no type, but a member that no others have.
    private static final Map<String, String> TYPES = Map.of(
            "firstRecordId", "RelationCreate",
            "associationType", "AssociationUpdate",
            "invoiceNumber", "InvoiceUpdate",
            "owners", "RecordUpdate");

    /// Reads a webhook.
    public static Bell of(String address, JsonNode body) {
        String type = body.path("type").asString("");
        if (type.isEmpty()) {
            type = TYPES.entrySet().stream()
                    .filter(member -> body.has(member.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }
        Map<String, String> ids = new LinkedHashMap<>();
        collect(body, ids);
        body.valueStream().filter(JsonNode::isObject).forEach(part -> collect(part, ids));
        Set<String> accounts = new LinkedHashSet<>();
        Stream.of("locationId", "altId", "companyId", type.startsWith("Location") ? "id" : "locationId")
                .filter(ids::containsKey)
                .forEach(name -> accounts.add(ids.get(name)));
        // A user is of several.
        body.path("locations").valueStream().filter(JsonNode::isString).forEach(id -> accounts.add(id.stringValue()));
        return new Bell(address, type, accounts, ids);
    }

    private static void collect(JsonNode part, Map<String, String> ids) {
        for (Map.Entry<String, JsonNode> member : part.properties()) {
            String name = member.getKey().equals("_id") ? "id" : member.getKey();
            if (ids.size() < MAX_IDS && id(name) && member.getValue().isString()) {
                ids.putIfAbsent(name, member.getValue().stringValue());
            }
        }
    }

    private static boolean id(String name) {
        return name.equals("id") || name.endsWith("Id");
    }

    /// Whether a watch may see by it what it has not seen yet: it watches such things, in that sub-account, and none of
    /// the records that it is about is another.
    public boolean concerns(WatchSpec spec, Trigger trigger) {
        return address.equals(spec.address())
                && accounts.contains(spec.account())
                && means(trigger)
                && spec.arguments().properties().stream()
                        .filter(argument -> id(argument.getKey())
                                && !accounts.contains(argument.getValue().asString()))
                        .allMatch(argument -> same(trigger, argument));
    }

    /// HighLevel says of some triggers which webhooks are theirs; of others their names tell.
    private boolean means(Trigger trigger) {
        if (!trigger.bells().isEmpty()) {
            return trigger.bells().stream().anyMatch(bell -> bell.equalsIgnoreCase(type.replace("_", "")));
        }
        Matcher noun = NOUN.matcher(type);
        String word = noun.lookingAt() ? noun.group().toLowerCase(Locale.ROOT) : "";
        return !word.isEmpty()
                && Stream.of(trigger.operation().split("_"))
                        .anyMatch(part -> part.equals(word) || part.equals(word + "s"));
    }

    /// The one record of a watch must be named. A list is another's only if the webhook says so.
    private boolean same(Trigger trigger, Map.Entry<String, JsonNode> argument) {
        String wanted = argument.getValue().asString();
        return ids.containsValue(wanted) || (!one(trigger) && !ids.containsKey(argument.getKey()));
    }

    /// Whether a watch is about one record, whose change HighLevel shows at once.
    static boolean one(Trigger trigger) {
        return trigger.kind() == Trigger.Kind.RECORD;
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("address", address).put("type", type);
        accounts.forEach(json.putArray("accounts")::add);
        ids.forEach(json.putObject("ids")::put);
        return json;
    }

    /// What [#json] made.
    static Bell stored(JsonNode json) {
        Map<String, String> ids = new LinkedHashMap<>();
        json.path("ids")
                .properties()
                .forEach(id -> ids.put(id.getKey(), id.getValue().asString()));
        List<String> accounts =
                json.path("accounts").valueStream().map(JsonNode::asString).toList();
        return new Bell(
                json.path("address").asString(), json.path("type").asString(), new LinkedHashSet<>(accounts), ids);
    }
}
