package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Contract;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.OpenApi;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Generated;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a call of each operation of the index sends is what HighLevel's own document describes.
class IndexedRequestsTest {
    private static final Path EXTRACT = Path.of("src/test/resources/contract");
    private static final String VERSION = "Version";

    private final WireMockServer upstream =
            new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
    private final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void start() {
        upstream.start();
        upstream.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    }

    @AfterEach
    void stop() {
        upstream.stop();
    }

    @ParameterizedTest
    @EnumSource
    void isWhatTheDocumentDescribes(Generation generation) throws IOException {
        boolean v3 = generation == Generation.V3;
        List<OpenApi> documents = documents(v3 ? "apps/v3" : "apps");
        DispatcherFixture fixture = DispatcherFixture.on(URI.create(upstream.baseUrl()))
                .indexed(generation, "all")
                .allowingAll();
        int called = 0;
        try (Dispatcher dispatcher = fixture.open()) {
            for (ApiOperation operation : ApiIndex.get().operations()) {
                ApiRoute route = operation.in(v3);
                if (route == null || operation.risk() == ApiRisk.NEVER) {
                    continue;
                }
                upstream.resetRequests();
                ToolResult result = call(dispatcher, fixture.view(), operation.name(), arguments(route));
                called++;
                List<LoggedRequest> sent = upstream.findAll(anyRequestedFor(anyUrl()));
                if (result.error() || sent.size() != 1) {
                    wrong.add(operation.name() + " " + sent.size() + " " + result.text());
                } else {
                    check(operation.name(), route, sent.getFirst(), documents);
                }
            }
        }
        System.out.println("operations of the index called in " + generation + ": " + called);
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    }

    /// Whatever the settings switch on.
    @Test
    void aPathThatOnlyReadsCallsNoOtherOperation() {
        DispatcherFixture fixture = DispatcherFixture.on(URI.create(upstream.baseUrl()))
                .indexed(Generation.DATED, "all")
                .allowingAll();
        ToolView reading = fixture.view().reaching(fixture.view().onDemand().reading());
        int read = 0;
        try (Dispatcher dispatcher = fixture.open()) {
            for (ApiOperation operation : ApiIndex.get().operations()) {
                if (operation.dated() != null) {
                    ToolResult result = call(dispatcher, reading, operation.name(), arguments(operation.dated()));
                    boolean reads = operation.risk() == ApiRisk.READ;
                    read += reads ? 1 : 0;
                    assertEquals(!reads, result.error(), () -> operation.name() + ": " + result.text());
                }
            }
        }
        assertTrue(read > 100);
        assertEquals(read, upstream.findAll(anyRequestedFor(anyUrl())).size());
    }

    /// Those of advertisements are none of HighLevel's.
    @Test
    void aCampaignIsNotLookedUpByItsName() {
        DispatcherFixture fixture =
                DispatcherFixture.on(URI.create(upstream.baseUrl())).indexed(Generation.DATED, "read");
        try (Dispatcher dispatcher = fixture.open()) {
            ObjectNode campaign = Json.MAPPER.createObjectNode().put("campaignId", "Spring");
            assertFalse(call(dispatcher, fixture.view(), "get_facebook_campaign", campaign)
                    .error());
        }
        assertEquals(
                1,
                upstream.findAll(anyRequestedFor(urlPathMatching(".*/Spring"))).size());
    }

    private static ToolResult call(Dispatcher dispatcher, ToolView view, String name, ObjectNode arguments) {
        ObjectNode call = Json.MAPPER.createObjectNode().put("name", name);
        call.set("arguments", arguments);
        return dispatcher.call(Caller.local(dispatcher.access()), Confirmer.ABSENT, view, "call_tool", call);
    }

    private static ObjectNode arguments(ApiRoute route) {
        return Generated.arguments(
                route, true, Map.of("companyId", SampleAccount.COMPANY_ID, "locationId", SampleAccount.LOCATION_ID));
    }

    private void check(String name, ApiRoute route, LoggedRequest request, List<OpenApi> documents) {
        String path = request.getUrl().replaceFirst("\\?.*", "");
        if (!path.matches(route.path().replaceAll("\\{[^}]*}", "[^/{}]+"))
                || !request.getMethod().getName().equals(route.method())
                || !request.getHeader(VERSION).equals(route.version())) {
            wrong.add(name + " sent " + request.getMethod() + " " + path + " " + request.getHeader(VERSION));
        }
        for (OpenApi document : documents) {
            JsonNode operation = document.operation(route.method(), route.path());
            if (!operation.isMissingNode()) {
                checkQuery(name, operation, request);
                checkBody(name, document, operation, request);
                return;
            }
        }
        wrong.add(name + " is not documented");
    }

    private void checkQuery(String name, JsonNode operation, LoggedRequest request) {
        TreeSet<String> sent = new TreeSet<>();
        request.getQueryParams().keySet().forEach(each -> sent.add(each.replaceFirst("\\[]$", "")));
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asString().equals("query")
                    && !sent.remove(parameter.path("name").asString())) {
                wrong.add(name + " sends no " + parameter.path("name"));
            }
        }
        if (!sent.isEmpty()) {
            wrong.add(name + " sends " + sent + ", which is not documented");
        }
    }

    private void checkBody(String name, OpenApi document, JsonNode operation, LoggedRequest request) {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        String type = request.getHeader("Content-Type");
        if (!schema.isObject()) {
            boolean other = operation.at("/requestBody/content").isObject();
            if (other ? !type.startsWith("multipart/form-data") : request.getBody().length > 0) {
                wrong.add(name + " sends a body of " + type);
            }
            return;
        }
        ObjectNode whole = (ObjectNode) tolerant(schema);
        whole.set("definitions", tolerant(document.document().at("/components/schemas")));
        Schema checker =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(whole);
        checker.validate(Json.MAPPER.readTree(request.getBody()))
                .forEach(error -> wrong.add(name + ": " + error.getInstanceLocation() + " " + error.getMessage()));
    }

    /// As JSON Schema has it. What the documents call an object without saying what is in it is often a text or a
    /// number in truth, a choice of very many is taken for a text, and more than one of several may fit.
    private static JsonNode tolerant(JsonNode schema) {
        if (schema.isArray()) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            schema.forEach(item -> list.add(tolerant(item)));
            return list;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode plain = Json.MAPPER.createObjectNode();
        object.forEachEntry((name, value) -> plain.set(name.equals("oneOf") ? "anyOf" : name, tolerant(value)));
        if (plain.path("$ref").isString()) {
            plain.put("$ref", plain.get("$ref").stringValue().replace("#/components/schemas/", "#/definitions/"));
        }
        String type = plain.path("type").isString() ? plain.path("type").stringValue() : "";
        if (type.equals("any")
                || (type.equals("object") && !plain.path("properties").isObject())) {
            plain.remove("type");
        }
        if (plain.path("enum").size() > 40 || plain.path("enum").path(0).isArray()) {
            plain.remove(List.of("enum", "type"));
        }
        if (plain.path("required").isArray() && plain.path("required").isEmpty()) {
            plain.remove("required");
        }
        for (String name : List.of("nullable", "example")) {
            if (plain.path(name).isBoolean() || plain.path(name).isString()) {
                plain.remove(name);
            }
        }
        return plain;
    }

    private static List<OpenApi> documents(String folder) throws IOException {
        try (Stream<Path> files = Files.list(EXTRACT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> Contract.openApi(folder + "/" + file.getFileName()))
                    .toList();
        }
    }
}
