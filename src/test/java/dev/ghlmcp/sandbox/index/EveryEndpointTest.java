package dev.ghlmcp.sandbox.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Generated;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The sandbox answers every operation of the index that may be called, in each generation that has it.
class EveryEndpointTest {
    private static final Pattern HOLE = Pattern.compile("\\{([^}]*)}");
    private static final String CONTACT = "9bXDRdLTcEhj4ZP2CfwB";
    private static final Map<String, String> KNOWN = Map.of(
            "companyId",
            SampleAccount.COMPANY_ID,
            "locationId",
            SampleAccount.LOCATION_ID,
            "altId",
            SampleAccount.LOCATION_ID,
            "altType",
            "location",
            "contactId",
            CONTACT,
            "conversationId",
            "Hrx935RgtFj2a9jMqjz3",
            "invoiceId",
            "bcedc132202ca138704b95ab");

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private final Map<Generation, DispatcherFixture> fixtures = new EnumMap<>(Generation.class);
    private final Map<Generation, Dispatcher> dispatchers = new EnumMap<>(Generation.class);
    private final Map<String, String> ids = new HashMap<>();

    @BeforeEach
    void open() {
        for (Generation generation : Generation.values()) {
            DispatcherFixture fixture = DispatcherFixture.on(sandbox.uri())
                    .indexed(generation, "all")
                    .allowingAll();
            fixtures.put(generation, fixture);
            dispatchers.put(generation, fixture.open());
        }
    }

    @AfterEach
    void close() {
        dispatchers.values().forEach(Dispatcher::close);
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource
    void answers(Generation generation) {
        List<String> wrong = new ArrayList<>();
        for (ApiOperation operation : inOrder()) {
            if (operation.in(generation == Generation.V3) == null || operation.risk() == ApiRisk.NEVER) {
                continue;
            }
            ToolResult result = call(operation, generation, true);
            if (ends(operation)) {
                ids.clear();
            }
            if (result.error()) {
                wrong.add(operation.name() + ": " + result.text());
            }
        }
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    }

    /// What is in one sub-account is not in another, whatever is listed there.
    @Test
    void subAccountsAreApart() {
        Set<String> made = new HashSet<>();
        for (ApiOperation operation : inOrder()) {
            if (operation.dated() != null
                    && operation.risk() != ApiRisk.NEVER
                    && operation.risk() != ApiRisk.READ
                    && operation.risk() != ApiRisk.IRREVERSIBLE) {
                ToolResult result = call(operation, Generation.DATED, true);
                if (!result.error() && id(result) != null) {
                    made.add(id(result));
                }
            }
        }
        assertTrue(made.size() > 80, made::toString);
        Account second = new Account(
                sandbox.uri(),
                new Secret(SampleAccount.SECOND_LOCATION_TOKEN),
                null,
                SampleAccount.SECOND_LOCATION_ID,
                SampleAccount.COMPANY_ID,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
        DispatcherFixture fixture = DispatcherFixture.of(new HighLevelClient(second, "ghl-mcp/test"))
                .indexed(Generation.DATED, "read");
        int lists = 0;
        try (Dispatcher dispatcher = fixture.open()) {
            for (ApiOperation operation : ApiIndex.get().operations()) {
                if (operation.dated() != null && operation.risk() == ApiRisk.READ) {
                    ObjectNode call = Json.MAPPER.createObjectNode().put("name", operation.name());
                    call.set("arguments", Generated.arguments(operation.dated(), false, Map.of()));
                    ToolResult result = dispatcher.call(
                            Caller.local(dispatcher.access()), Confirmer.ABSENT, fixture.view(), "call_tool", call);
                    lists += result.error() ? 0 : 1;
                    assertEquals(
                            List.of(),
                            made.stream().filter(result.text()::contains).toList(),
                            operation::name);
                }
            }
        }
        assertTrue(lists > 80, () -> "Read by another sub-account: " + made.size());
    }

    /// What others need goes last.
    private static boolean ends(ApiOperation operation) {
        return operation.risk() == ApiRisk.IRREVERSIBLE || operation.name().startsWith("void_");
    }

    private static List<ApiOperation> inOrder() {
        List<String> last = List.of("delete_invoice", "delete_conversation", "delete_location");
        List<ApiOperation> operations = new ArrayList<>(ApiIndex.get().operations());
        operations.sort(Comparator.<ApiOperation, Integer>comparing(operation -> last.indexOf(operation.name()))
                .thenComparing(EveryEndpointTest::ends));
        return operations;
    }

    private ToolResult call(ApiOperation operation, Generation generation, boolean all) {
        ApiRoute route = operation.in(generation == Generation.V3);
        ObjectNode arguments = Generated.arguments(route, all, KNOWN);
        Matcher hole = HOLE.matcher(route.path());
        while (hole.find()) {
            boolean text = !route.parameters().members().containsKey(hole.group(1));
            if (text && !KNOWN.containsKey(hole.group(1))) {
                arguments.put(hole.group(1), id(route.path().substring(0, hole.end())));
            }
        }
        if (route.path().endsWith("/coupon") && arguments.has("id")) {
            arguments.put("id", id(route.path() + "/{id}"));
        }
        if (arguments.path("contactDetails") instanceof ObjectNode contact) {
            contact.put("id", CONTACT);
        }
        ObjectNode call = Json.MAPPER.createObjectNode().put("name", operation.name());
        call.set("arguments", arguments);
        Dispatcher dispatcher = dispatchers.get(generation);
        return dispatcher.call(
                Caller.local(dispatcher.access()),
                Confirmer.ABSENT,
                fixtures.get(generation).view(),
                "call_tool",
                call);
    }

    /// Of a record that is created for it, or else of one that is listed.
    ///
    /// @param path to the record
    private String id(String path) {
        String wanted = ResourcePath.of(path).collection().key();
        String known = ids.get(wanted);
        for (boolean creating : new boolean[] {true, false}) {
            for (Generation each : Generation.values()) {
                for (ApiOperation operation : ApiIndex.get().operations()) {
                    ApiRoute route = operation.in(each == Generation.V3);
                    if (known != null
                            || route == null
                            || operation.risk() == ApiRisk.NEVER
                            || !ResourcePath.of(route.path()).key().equals(wanted)) {
                        continue;
                    }
                    IndexedEndpoint endpoint = IndexedEndpoint.of(operation, route, Json.MAPPER.createObjectNode());
                    if (creating ? endpoint.creates() : endpoint.lists()) {
                        known = id(call(operation, each, false));
                    }
                }
            }
        }
        ids.put(wanted, known == null ? "0123456789abcdef01234567" : known);
        return ids.get(wanted);
    }

    private static String id(ToolResult result) {
        if (result.error()) {
            return null;
        }
        JsonNode body = Json.MAPPER.readTree(result.json().toString());
        for (String name : List.of("bookingId", "_id", "id", "fileId")) {
            JsonNode found = body.findValue(name);
            if (found != null && found.isString()) {
                return found.stringValue();
            }
        }
        return null;
    }
}
