package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.badRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.Samples;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.WholeSchemas;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.Credentials;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every tool knows its sub-account by id and name, and touches no other.
class LocationRulesTest {
    private static final String HOME = "HomeLocation00000000";
    private static final String AWAY = "AwayLocation00000000";
    private static final Map<String, String> NAMES = Map.of("Main Street", AWAY);
    private static final Map<String, JsonNode> ENTRIES = WholeSchemas.entries();
    private static final Path NOWHERE = Path.of("unused");

    /// As an agency has them: a token for each sub-account.
    private record TokenOfEach() implements Credentials {
        @Override
        public boolean has(TokenClass type) {
            return true;
        }

        @Override
        public Secret token(TokenClass type, String locationId, Deadline deadline) {
            return new Secret(type == TokenClass.AGENCY ? "agency" : locationId);
        }

        @Override
        public SentToken sent(TokenClass type, String locationId) {
            return new SentToken(type, "the token of each", false);
        }

        @Override
        public boolean renew(TokenClass type, String locationId, Secret refused, Deadline deadline) {
            return false;
        }

        @Override
        public String id(TokenClass type, String locationId) {
            return type + ":" + locationId;
        }

        @Override
        public void close() {}
    }

    private final AccountLocations everywhere = AccountLocations.of(HOME, NAMES, List.of());

    @ParameterizedTest
    @EnumSource
    void aNameSendsWhatTheIdSendsAndChangesNothingButTheLocation(Generation generation) {
        Map<String, String> wrong = new TreeMap<>();
        try (Scripted scripted = new Scripted(generation, new TokenOfEach(), everywhere, NOWHERE)) {
            scripted.answer(any(anyUrl()), "{}");
            for (ToolDefinition tool : Catalog.load(generation).tools()) {
                if (!takesLocation(tool)) {
                    continue;
                }
                List<String> byName = sent(scripted, tool, " MAIN street");
                List<String> byDefault = sent(scripted, tool, null);
                // To search_users it is a filter, which is not sent by itself.
                List<String> unlocated = byName.stream()
                        .map(request -> request.replace(AWAY, HOME))
                        .map(request -> tool.name().equals("search_users")
                                ? request.replace("&locationId=" + HOME, "")
                                : request)
                        .toList();
                if (byName.isEmpty() || !byName.equals(sent(scripted, tool, AWAY)) || !unlocated.equals(byDefault)) {
                    wrong.put(tool.name(), byName + " but by default " + byDefault);
                }
                if (!byName.isEmpty() && !scripted.token().equals("Bearer " + tokenOf(tool, byName))) {
                    wrong.put(tool.name() + " token", scripted.token());
                }
            }
        }
        assertEquals(Map.of(), wrong);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotAllowedIsRefusedByEveryToolBeforeAnythingIsSent(Generation generation) {
        Map<String, String> wrong = new TreeMap<>();
        AccountLocations fenced = AccountLocations.of(HOME, NAMES, List.of(HOME));
        try (Scripted scripted = new Scripted(generation, new TokenOfEach(), fenced, NOWHERE)) {
            scripted.answer(any(anyUrl()), "{}");
            for (ToolDefinition tool : Catalog.load(generation).tools()) {
                ObjectNode arguments = arguments(tool);
                if (ENTRIES.get(tool.name()).at("/inputSchema/properties").has(Declaration.LOCATION_ID)) {
                    arguments.put(Declaration.LOCATION_ID, "Main Street");
                }
                ToolResult result = scripted.call(tool.name(), arguments.toString());
                if (!result.error() || !result.text().contains("allowed is " + HOME)) {
                    wrong.put(tool.name(), result.text());
                }
            }
            assertEquals(List.of(), scripted.sent());
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void listsOfLocationsMayHoldTheAllowedOnly() {
        String user = "{'firstName':'A','lastName':'B','email':'a@example.com','password':'secret12','type':'account',"
                + "'role':'user','locationIds':[%s]}";
        AccountLocations two = AccountLocations.of(HOME, NAMES, List.of(HOME, "Main Street"));
        try (Scripted scripted = new Scripted(Generation.DATED, new TokenOfEach(), two, NOWHERE)) {
            scripted.answer(any(anyUrl()), "{}");
            ToolResult refused = scripted.call("create_user", user.formatted("'main street','UnknownLocation00000'"));
            assertTrue(refused.error() && refused.text().contains("locationIds[1]"), refused.text());
            assertEquals(List.of(), scripted.sent());
            scripted.call("create_user", user.formatted("'main street','" + HOME + "'"));
            assertEquals(
                    "[\"" + AWAY + "\",\"" + HOME + "\"]",
                    scripted.body().path("locationIds").toString());
            assertEquals("Bearer " + HOME, scripted.token(), "the agency's token would open every sub-account");
        }
    }

    @Test
    void aResultAndItsLineInTheLogSayWhatWasTouched() {
        Scripted scripted = new Scripted(Generation.DATED, new TokenOfEach(), everywhere, NOWHERE);
        try (scripted) {
            scripted.answer(any(anyUrl()), "{}");
            assertEquals(
                    "{\"touched\":{\"locationId\":\"" + AWAY + "\",\"name\":\"Main Street\"}}",
                    scripted.call("get_contact", "{'contactId':'c1','locationId':'main street'}")
                            .text());
            assertEquals(
                    "{\"touched\":{\"locationId\":\"" + HOME + "\"}}",
                    scripted.call("get_contact", "{'contactId':'c1'}").text());
            assertEquals(
                    "{\"touched\":{\"companyId\":\"comp1\"}}",
                    scripted.call("get_company", "{}").text());
            scripted.answer(any(anyUrl()), badRequest());
            String said = scripted.call("get_contact", "{'contactId':'c1','locationId':'main street'}")
                    .text();
            assertTrue(said.endsWith(" Location: Main Street (" + AWAY + ")."), said);
            scripted.call("get_contact", "{'contactId':'c1','locationId':'nowhere'}");
        }
        assertEquals(
                List.of("location=" + AWAY, "location=" + HOME, "location=-", "location=" + AWAY, "location=-"),
                scripted.log()
                        .lines()
                        .map(line -> line.replaceAll(".*(location=\\S+) .*", "$1"))
                        .toList());
    }

    /// HighLevel would answer with the record of the token's own sub-account, and the result would lie.
    @Test
    void aTokenOfOneSubAccountIsNotUsedForAnother() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), "{}");
            for (String tool : List.of("get_contact", "delete_contact")) {
                ToolResult result = scripted.call(tool, "{'contactId':'c1','locationId':'loc2'}");
                assertTrue(result.error() && result.text().contains("GHL_LOCATION_ID"), result.text());
            }
            assertEquals(List.of(), scripted.sent());
        }
    }

    /// `Locations.resolve` must know every argument that holds one.
    @Test
    void noOtherArgumentsHoldLocations() {
        Set<String> holding = new TreeSet<>();
        ENTRIES.values().forEach(entry -> collect(entry.path("inputSchema"), holding));
        assertEquals(Set.of("locationId", "locationIds", "twilioPhone", "meetingLocationId"), holding);
    }

    private static void collect(JsonNode schema, Set<String> holding) {
        Pattern location = Pattern.compile("location ids?|list_locations|sub-account ids?", Pattern.CASE_INSENSITIVE);
        schema.path("properties").forEachEntry((name, property) -> {
            boolean reported =
                    location.matcher(property.path("description").asString("")).find();
            if (reported || name.matches("(?i).*(location|altid).*id.*|altId")) {
                holding.add(name);
            }
            collect(property, holding);
            collect(property.path("items"), holding);
        });
    }

    private static boolean takesLocation(ToolDefinition tool) {
        return tool.endpoints().stream().anyMatch(at -> at.tokens().contains(TokenClass.SUB_ACCOUNT));
    }

    /// The agency's only where the request itself says the location.
    private static String tokenOf(ToolDefinition tool, List<String> sent) {
        TokenClass first = tool.endpoints().getFirst().tokens().getFirst();
        return first == TokenClass.AGENCY && sent.toString().contains(AWAY) ? "agency" : AWAY;
    }

    private static List<String> sent(Scripted scripted, ToolDefinition tool, String location) {
        scripted.upstream.resetRequests();
        ObjectNode arguments = arguments(tool);
        if (location != null) {
            arguments.put(Declaration.LOCATION_ID, location);
        }
        ToolResult result = scripted.call(tool.name(), arguments.toString());
        assertFalse(result.error(), result.text());
        return scripted.upstream.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .map(LocationRulesTest::told)
                .toList();
    }

    private static String told(LoggedRequest request) {
        return request.getMethod() + " " + request.getUrl() + " " + request.getBodyAsString();
    }

    private static ObjectNode arguments(ToolDefinition tool) {
        ObjectNode arguments = Samples.required(ENTRIES.get(tool.name()).path("inputSchema"));
        if (tool.name().equals("create_calendar_resource")) {
            arguments.put("quantity", 2).put("outOfService", 0);
        }
        if (!tool.anyOf().isEmpty()) {
            arguments.put(tool.anyOf().getFirst(), "sample1");
        }
        if (tool.name().startsWith("update_")
                && arguments.size() == tool.endpoint().path().holes().size()) {
            Stream.of("firstName", "name", "title", "fromName")
                    .filter(ENTRIES.get(tool.name()).at("/inputSchema/properties")::has)
                    .findFirst()
                    .ifPresent(name -> arguments.put(name, "sample1"));
        }
        arguments.path("items").forEach(item -> ((ObjectNode) item).remove("taxes"));
        return switch (tool.name()) {
            case "upsert_invoice" -> arguments.put("invoiceId", "sample1").put("dueDate", "2030-01-31");
            case "create_user" ->
                arguments.set("locationIds", Json.MAPPER.createArrayNode().add(HOME));
            default -> arguments;
        };
    }
}
