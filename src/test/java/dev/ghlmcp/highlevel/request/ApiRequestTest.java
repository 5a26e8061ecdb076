package dev.ghlmcp.highlevel.request;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.Samples;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.WholeSchemas;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.highlevel.account.DefaultIds;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Arguments in, request out. The golden files in `src/test/resources/requests` hold the request of every operation,
/// once with all its arguments and once with only the required ones; `-Dupdate=true` rewrites them.
class ApiRequestTest {
    private static final Path GOLDEN = Path.of("src/test/resources/requests");
    private static final Catalog CATALOG = Catalog.load();
    private static final Catalog V3 = Catalog.load(Generation.V3);
    private static final DefaultIds IDS = new DefaultIds("configured", "company");
    private static final Map<String, JsonNode> ENTRIES = WholeSchemas.entries();

    @Test
    void everyOperationMakesItsGoldenRequest() throws IOException {
        Map<String, StringBuilder> files = new TreeMap<>();
        for (ToolDefinition tool : CATALOG.tools()) {
            String requests = print(tool);
            append(files, tool.toolset(), tool, requests);
            String newer = print(V3.find(tool.name()));
            if (!newer.replaceAll("\\[v3]", "[" + tool.endpoints().getFirst().version() + "]")
                    .equals(requests)) {
                append(files, "v3", tool, newer);
            }
        }
        for (var file : files.entrySet()) {
            Path golden = GOLDEN.resolve(file.getKey() + ".http");
            if (Boolean.getBoolean("update")) {
                Files.createDirectories(GOLDEN);
                Files.writeString(golden, file.getValue());
            }
            assertEquals(Files.readString(golden), file.getValue().toString());
        }
    }

    @Test
    void anExplicitNullIsSentAndAnAbsentArgumentIsNot() {
        ObjectNode arguments =
                Json.MAPPER.createObjectNode().put("contactId", "c1").put("firstName", "Ada");
        arguments.putNull("email");
        assertEquals("{\"firstName\":\"Ada\",\"email\":null}", body("update_contact", arguments));
    }

    @Test
    void aListCanBeTheWholeBody() {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("calendarId", "c1");
        arguments.putArray("notifications").addObject().put("isActive", true);
        ApiRequest request = request("create_calendar_notification", arguments, null);
        assertEquals("/calendars/c1/notifications", request.target());
        assertEquals("[{\"isActive\":true}]", new String(request.body().bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void theConfiguredLocationGivesWayToTheCallersOwn() {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("email", "a+b@example.com");
        assertEquals(
                "/contacts/search/duplicate?email=a%2Bb%40example.com&locationId=configured",
                request("get_duplicate_contact", arguments, "configured").target());
        arguments.put("locationId", "mine");
        assertTrue(request("get_duplicate_contact", arguments, "configured")
                .target()
                .endsWith("locationId=mine"));
    }

    @Test
    void saysWhichVariableTheLocationComesFrom() {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        String message = assertThrows(IllegalArgumentException.class, () -> request("list_contacts", arguments, null))
                .getMessage();
        assertTrue(message.contains("locationId") && message.contains("GHL_LOCATION_ID"), message);
    }

    @Test
    void noOperationLetsAnArgumentReachAnotherRoute() {
        assertAll(CATALOG.tools().stream()
                .flatMap(tool -> tool.endpoints().stream())
                .flatMap(endpoint -> endpoint.path().holes().stream().map(hole -> () -> {
                    ObjectNode arguments = Json.MAPPER.createObjectNode();
                    endpoint.path().holes().forEach(name -> arguments.put(name, "id1"));
                    for (String escape : new String[] {"..", ".", "", "a/b", "a%2fb", "a?b", "a#b", "a\\b", "a\nb"}) {
                        arguments.put(hole, escape);
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> ApiRequest.of(endpoint, arguments, IDS),
                                endpoint + " took '" + escape + "' as " + hole);
                    }
                })));
    }

    @Test
    void removeAllIsNoCampaign() {
        for (String word : new String[] {"removeAll", "remove-all", "REMOVEALL"}) {
            ObjectNode arguments =
                    Json.MAPPER.createObjectNode().put("contactId", "c1").put("campaignId", word);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> request("remove_contact_from_campaign", arguments, null),
                    word);
        }
    }

    private static void append(Map<String, StringBuilder> files, String file, ToolDefinition tool, String requests) {
        if (!requests.isEmpty()) {
            files.computeIfAbsent(file, _ -> new StringBuilder())
                    .append("# ")
                    .append(tool.name())
                    .append('\n')
                    .append(requests)
                    .append('\n');
        }
    }

    /// A tool whose code makes the arguments of its requests is tested where that code is.
    private static String print(ToolDefinition tool) {
        if (tool.composite()) {
            return "";
        }
        JsonNode schema = ENTRIES.get(tool.name()).path("inputSchema");
        return print(tool.endpoint(), Samples.all(schema)) + print(tool.endpoint(), Samples.required(schema));
    }

    private static String print(Endpoint endpoint, ObjectNode arguments) {
        ApiRequest request = ApiRequest.of(endpoint, arguments, IDS);
        return request.method() + " " + request.target() + " [" + request.version() + "]"
                + (request.body() == null ? "" : " " + new String(request.body().bytes(), StandardCharsets.UTF_8))
                + "\n";
    }

    private static ApiRequest request(String tool, ObjectNode arguments, String locationId) {
        return ApiRequest.of(CATALOG.find(tool).endpoint(), arguments, new DefaultIds(locationId, null));
    }

    private static String body(String tool, ObjectNode arguments) {
        return new String(request(tool, arguments, null).body().bytes(), StandardCharsets.UTF_8);
    }
}
