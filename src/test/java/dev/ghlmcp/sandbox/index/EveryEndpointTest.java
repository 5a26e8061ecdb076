package dev.ghlmcp.sandbox.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Generated;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Wire;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every operation of the index is answered, in each generation that has it.
class EveryEndpointTest {
    private static final Pattern HOLE = Pattern.compile("\\{([^}]*)}");
    private static final Map<String, String> KNOWN = Map.of(
            "locationId", SampleAccount.LOCATION_ID,
            "altId", SampleAccount.LOCATION_ID,
            "altType", "location",
            "companyId", SampleAccount.COMPANY_ID);
    private static final Map<String, String> ARGUMENTS = new HashMap<>(KNOWN);

    static {
        ARGUMENTS.put("contactId", "9bXDRdLTcEhj4ZP2CfwB");
        ARGUMENTS.put("conversationId", "Hrx935RgtFj2a9jMqjz3");
    }

    @AutoClose
    private final Wire wire = Wire.start();

    private final Map<String, String> ids = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"false,true", "true,false"})
    void answers(boolean third, boolean all) {
        List<String> wrong = new ArrayList<>();
        // With these, what the others need is gone.
        ApiOperation last = ApiIndex.get().find("delete_location");
        List<ApiOperation> operations = new ArrayList<>(ApiIndex.get().operations());
        operations.sort(Comparator.comparing(operation -> operation.risk() == ApiRisk.IRREVERSIBLE));
        operations.removeAll(List.of(last, ApiIndex.get().find("delete_invoice")));
        operations.add(ApiIndex.get().find("delete_invoice"));
        operations.add(last);
        for (ApiOperation operation : operations) {
            ApiRoute route = operation.in(third);
            if (route == null || operation.oauthOnly() || operation.group().equals("oauth")) {
                continue;
            }
            Wire.Answer answer = call(operation, third, all);
            if (operation.risk() == ApiRisk.IRREVERSIBLE) {
                ids.clear();
            }
            if (answer.status() / 100 != 2) {
                wrong.add(operation.name() + " " + route.method() + " " + route.path() + " " + answer.status() + " "
                        + answer.body());
            }
        }
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    }

    private Wire.Answer call(ApiOperation operation, boolean third, boolean all) {
        ApiRoute route = operation.in(third);
        StringBuilder path = new StringBuilder();
        Matcher hole = HOLE.matcher(route.path());
        while (hole.find()) {
            hole.appendReplacement(path, value(route.path().substring(0, hole.end()), hole.group(1), third));
        }
        hole.appendTail(path);
        ObjectNode query = Generated.object(route.query(), all, ARGUMENTS);
        if (query.has("id") && route.path().endsWith("/coupon")) {
            query.put("id", value(route.path() + "/{id}", "id", third));
        }
        char next = '?';
        for (Map.Entry<String, JsonNode> each : query.properties()) {
            JsonNode one = each.getValue().isArray() ? each.getValue().path(0) : each.getValue();
            path.append(next)
                    .append(each.getKey())
                    .append('=')
                    .append(URLEncoder.encode(one.asString("x"), StandardCharsets.UTF_8));
            next = '&';
        }
        String body = null;
        if (route.body() != null) {
            JsonNode generated = Generated.value("", route.body(), all, ARGUMENTS);
            if (generated.path("contactDetails") instanceof ObjectNode contact) {
                contact.put("id", ARGUMENTS.get("contactId"));
            }
            body = generated.isObject() ? generated.toString() : "{}";
        }
        if (route.content() == ApiRoute.Content.MULTIPART) {
            Map<String, String> form = new HashMap<>();
            Json.MAPPER
                    .readTree(body)
                    .forEachEntry((name, value) ->
                            form.put(name, value.isArray() ? value.path(0).asString() : value.asString()));
            return wire.upload(route.version(), path.toString(), form);
        }
        String token = operation.tokens().equals(List.of("agency"))
                ? SampleAccount.AGENCY_TOKEN
                : SampleAccount.LOCATION_TOKEN;
        return wire.send(token, route.version(), route.method(), path.toString(), body);
    }

    private String value(String path, String hole, boolean third) {
        if (KNOWN.containsKey(hole)) {
            return KNOWN.get(hole);
        }
        if (hole.equals("invoiceId")) {
            return "bcedc132202ca138704b95ab";
        }
        ResourcePath place = ResourcePath.of(path).collection();
        return ids.computeIfAbsent(place.key(), key -> {
            for (boolean creating : new boolean[] {true, false}) {
                for (boolean generation : new boolean[] {third, !third}) {
                    for (ApiOperation operation : ApiIndex.get().operations()) {
                        ApiRoute route = operation.in(generation);
                        if (route == null
                                || !ResourcePath.of(route.path()).key().equals(key)) {
                            continue;
                        }
                        IndexedEndpoint endpoint = IndexedEndpoint.of(operation, route, Json.MAPPER.createObjectNode());
                        if (creating ? endpoint.creates() : endpoint.lists()) {
                            String id = id(call(operation, generation, false).body());
                            if (id != null) {
                                return id;
                            }
                        }
                    }
                }
            }
            return "0123456789abcdef01234567";
        });
    }

    private static String id(JsonNode body) {
        for (String name : List.of("bookingId", "_id", "id", "fileId", "chargeId")) {
            JsonNode found = body.findValue(name);
            if (found != null && found.isString()) {
                return found.stringValue();
            }
        }
        return null;
    }
}
