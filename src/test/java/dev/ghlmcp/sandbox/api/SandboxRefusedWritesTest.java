package dev.ghlmcp.sandbox.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.Wire;
import dev.ghlmcp.sandbox.contract.Contract;
import dev.ghlmcp.sandbox.contract.EndpointContract;
import dev.ghlmcp.sandbox.http.WriteLog;
import dev.ghlmcp.sandbox.oauth.IssuedTokens;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A write that is refused changes nothing, whatever part of it was in order.
class SandboxRefusedWritesTest {
    private static final String LEO = "/contacts/1IiLIkznpw7JnQKbv1Yz";
    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
    private static final TokenHolder CLINIC =
            new TokenHolder(false, SampleAccount.LOCATION_ID, false, Contract.scopes());
    private static final TokenHolder AGENCY = new TokenHolder(true, SampleAccount.COMPANY_ID, false, Contract.scopes());

    /// What no field is happy with, and what some are.
    private static final List<String> TROUBLE = List.of(
            "''",
            "'nonsense'",
            "null",
            "-1",
            "[]",
            "['nonsense']",
            "{}",
            "[{}]",
            "[{'id':'nonsense'}]",
            "'2020-01-01'");

    /// Where the ids of a path or body are, by the name that the routes give them.
    private static final Map<String, String> COLLECTIONS = Map.ofEntries(
            Map.entry("contactId", "contacts"),
            Map.entry("taskId", "tasks"),
            Map.entry("campaignId", "campaigns"),
            Map.entry("workflowId", "workflows"),
            Map.entry("eventId", "appointments"),
            Map.entry("calendarId", "calendars"),
            Map.entry("groupId", "calendarGroups"),
            Map.entry("appointmentId", "appointments"),
            Map.entry("noteId", "appointmentNotes"),
            Map.entry("notificationId", "calendarNotifications"),
            Map.entry("userId", "users"),
            Map.entry("assignedUserId", "users"),
            Map.entry("assignedTo", "users"),
            Map.entry("businessId", "businesses"),
            Map.entry("messageId", "messages"),
            Map.entry("conversationId", "conversations"),
            Map.entry("pipelineId", "pipelines"),
            Map.entry("associationId", "associations"),
            Map.entry("relationId", "relations"),
            Map.entry("postId", "blogPosts"),
            Map.entry("blogId", "blogs"),
            Map.entry("author", "blogAuthors"),
            Map.entry("categories", "blogCategories"),
            Map.entry("invoiceId", "invoices"),
            Map.entry("firstRecordId", "contacts"),
            Map.entry("secondRecordId", "contacts"));

    private static final String SEEDED = "contacts notes tasks users businesses appointments calendars calendarGroups"
            + " blockedSlots appointmentNotes calendarNotifications calendarResources conversations messages"
            + " opportunities invoices blogPosts associations relations locations companies customFields";

    private final Contract contract = new Contract();
    private SandboxStore store;
    private List<Route> routes;
    private WriteLog ledger;

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void leavesEveryRecordAsItWas() {
        seed();
        Set<String> writing = new HashSet<>();
        Set<String> refusing = new HashSet<>();
        int refusals = 0;
        for (int i = 0; i < 2 * routes.size(); i++) {
            boolean v3 = i % 2 == 1;
            Route first = routes.get(i / 2);
            EndpointContract endpoint = contract.endpoint(first, v3);
            if (first.method().equals("GET")
                    || endpoint.reads()
                    || endpoint.missing()
                    || first.path().startsWith("/oauth/")) {
                continue;
            }
            seed();
            String before = state();
            writing.add(first.method() + " " + first.path());
            for (ObjectNode body : bodies(endpoint)) {
                if (!violations(endpoint, body).isEmpty()) {
                    continue;
                }
                Route route = routes.get(i / 2);
                Map<String, String> path = path(route);
                if (path == null) {
                    seed();
                    before = state();
                    continue;
                }
                if (accepted(route, endpoint, path, body, v3)) {
                    before = state();
                } else {
                    assertEquals(before, state(), () -> route.method() + " " + route.path() + " " + body);
                    refusing.add(route.method() + " " + route.path());
                    refusals++;
                }
            }
        }
        assertTrue(writing.size() > 60 && refusing.size() > 20, () -> writing.size() + ", " + refusing.size());
        System.out.printf("refused writes: %d on %d of %d writing routes%n", refusals, refusing.size(), writing.size());
    }

    private boolean accepted(
            Route route, EndpointContract endpoint, Map<String, String> path, ObjectNode body, boolean v3) {
        TokenHolder bearer = endpoint.opens(false) ? CLINIC : AGENCY;
        ObjectNode sent = endpoint.list() ? Documents.list("items", List.of(body, Documents.empty()).stream()) : body;
        RouteCall call = new RouteCall(path, Documents.empty(), sent.deepCopy(), bearer, v3, endpoint.defaults());
        try {
            ledger.run(route, endpoint, call, route.path());
            return true;
        } catch (ApiError _) {
            return false;
        }
    }

    /// Of each item, if the body is a list.
    private static List<String> violations(EndpointContract endpoint, ObjectNode body) {
        ObjectNode sent = endpoint.list() ? Documents.list("items", Stream.of(body)) : body;
        return new EndpointContract(endpoint.facts().deepCopy().asObject().without("query"), false)
                .violations(Documents.empty(), sent, false);
    }

    private void seed() {
        SandboxOptions options =
                SandboxOptions.defaults().withClock(InstantSource.fixed(Instant.parse("2026-11-23T14:00:00Z")));
        store = SandboxStore.seeded(options);
        routes = Sandbox.routes(store, new IssuedTokens(options));
        ledger = new WriteLog(store);
    }

    private String state() {
        return Stream.of(SEEDED.split(" ", -1))
                .map(name -> name + store.records(name).stream().toList())
                .collect(Collectors.joining("\n"));
    }

    /// The body with every field in order, and that with one field in trouble, for every field and trouble.
    private List<ObjectNode> bodies(EndpointContract endpoint) {
        JsonNode fields = (endpoint.list() ? endpoint.body().path("items") : endpoint.body()).path("properties");
        ObjectNode good = Documents.empty();
        fields.forEachEntry((name, field) -> good.set(name, value(name, field)));
        List<ObjectNode> bodies = new ArrayList<>(List.of(good));
        fields.forEachEntry((name, _) -> {
            TROUBLE.forEach(trouble -> bodies.add(good.deepCopy().set(name, json(trouble))));
            bodies.add(good.deepCopy().without(name));
        });
        return bodies;
    }

    private JsonNode value(String name, JsonNode field) {
        String id = switch (name) {
            case "locationId", "altId" -> SampleAccount.LOCATION_ID;
            case "companyId" -> SampleAccount.COMPANY_ID;
            case "pipelineStageId" ->
                store.records("pipelines").stream()
                        .findFirst()
                        .orElseThrow()
                        .at("/stages/0/id")
                        .stringValue();
            default -> COLLECTIONS.containsKey(name) ? id(COLLECTIONS.get(name)) : "New";
        };
        if (field.has("enum")) {
            return field.get("enum").get(0);
        }
        boolean texts = field.at("/items/type").asString("").equals("string");
        return json(
                switch (field.path("format").asString(field.path("type").asString(""))) {
                    case "integer", "number" ->
                        Long.toString(Math.max(1, field.path("minimum").asLong(1)));
                    case "digits" -> "'1'";
                    case "boolean", "flag" -> "false";
                    case "date" -> "'2026-12-01T10:00:00-05:00'";
                    case "email" -> "'new@harbor.example'";
                    case "zone" -> "'America/Chicago'";
                    case "object" -> "{}";
                    case "array" -> texts ? "['" + id + "']" : "[]";
                    default -> "'" + id + "'";
                });
    }

    /// An id for each hole of the path; null if nothing is left to fill it.
    private Map<String, String> path(Route route) {
        Map<String, String> path = new HashMap<>();
        Matcher hole = HOLE.matcher(route.path());
        while (hole.find()) {
            String name = hole.group(1);
            String collection = name.equals("id") ? ofPath(route.path()) : COLLECTIONS.getOrDefault(name, "");
            if (route.path().contains("block-slots")) {
                collection = "blockedSlots";
            }
            String id = switch (name) {
                case "type" -> "add";
                case "resourceType" -> "rooms";
                case "locationId" -> SampleAccount.LOCATION_ID;
                default -> id(collection);
            };
            if (id == null) {
                return null;
            }
            path.put(name, id);
        }
        // A part belongs to the whole that the path names before it.
        for (String name : List.of("noteId", "taskId", "notificationId", "id")) {
            String collection = name.equals("id") ? ofPath(route.path()) : COLLECTIONS.get(name);
            ObjectNode part = path.containsKey(name) ? store.records(collection).find(path.get(name)) : null;
            for (String whole : List.of("contactId", "appointmentId", "calendarId")) {
                if (part != null && part.has(whole)) {
                    path.replace(whole, part.get(whole).stringValue());
                }
            }
        }
        return path;
    }

    private static String ofPath(String path) {
        return path.startsWith("/opportunities")
                ? "opportunities"
                : path.startsWith("/calendars/resources") ? "calendarResources" : "notes";
    }

    private String id(String collection) {
        return store.records(collection).stream()
                .filter(record -> record.path("locationId")
                        .asString(SampleAccount.LOCATION_ID)
                        .equals(SampleAccount.LOCATION_ID))
                .map(record -> record.path("id").asString(record.path("_id").asString()))
                .findFirst()
                .orElse(null);
    }

    @Test
    void leavesTheContactAsItWas() {
        JsonNode before = wire.get(LEO).body().get("contact");
        assertEquals(
                422,
                wire.send("PUT", LEO, "{'firstName':'Changed','dateOfBirth':'nonsense'}")
                        .status());
        assertEquals(before, wire.get(LEO).body().get("contact"));
    }

    @ParameterizedTest
    @CsvSource({
        "email, leo@harbor.example",
        "phone, 2000-01-01",
        "firstName, 2000-01-01",
        "city, 2000-01-01",
        "source, 2000-01-01",
        "dateOfBirth, 2000-01-01",
        "assignedTo, 2000-01-01",
        "timezone, America/Chicago",
        "website, 2000-01-01"
    })
    void anEmptyTextClears(String field, String value) {
        for (String nothing : List.of("''", "null")) {
            wire.send("PUT", LEO, "{'%s':'%s'}".formatted(field, value));
            assertTrue(wire.get(LEO).body().get("contact").has(field), nothing);
            assertEquals(
                    200,
                    wire.send("PUT", LEO, "{'%s':%s}".formatted(field, nothing)).status());
            assertTrue(wire.get(LEO).body().at("/contact/" + field).isMissingNode(), nothing);
        }
    }

    @Test
    void anEmptyPhoneNumberIsNone() {
        for (int i = 0; i < 2; i++) {
            Wire.Answer created =
                    wire.send("POST", "/contacts/", "{'locationId':'LOC','firstName':'No','phone':'','email':''}");
            assertEquals(201, created.status());
            assertTrue(created.body().at("/contact/phone").isMissingNode());
        }
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
