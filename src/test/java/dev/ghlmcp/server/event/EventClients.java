package dev.ghlmcp.server.event;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.EventTool;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.network.Network;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.stateless.RequestStates;
import dev.ghlmcp.server.stateless.StatelessProtocol;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.ContactTraffic;
import dev.ghlmcp.watch.delivery.Deliveries;
import dev.ghlmcp.watch.service.Watches;
import dev.ghlmcp.webhook.CallbackGuard;
import dev.ghlmcp.webhook.WebhookSender;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Clients of MCP 2026-07-28 that want events of a sandbox, whose watches have a clock of the test's own. All callers
/// are authenticated until the test says otherwise.
final class EventClients implements AutoCloseable, Principals {
    static final ToolView ALL = ToolView.load().followedBy(EventTool.entries());
    static final String SEP = "{'extensions':{'io.modelcontextprotocol/events':{}}}";
    static final Duration BEAT = Duration.ofMillis(300);
    private static final int PATIENCE_S = 60;

    final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    final ContactTraffic traffic = new ContactTraffic(sandbox.uri());
    final Dispatcher dispatcher;
    EventStore store;
    Watches watches;
    Deliveries deliveries;
    final Map<String, Access> accounts = new ConcurrentHashMap<>();
    final Set<String> gone = ConcurrentHashMap.newKeySet();

    /// By caller, where it is not the first.
    final Map<String, String> tokens = new ConcurrentHashMap<>();

    Duration renewal;
    volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    EventNumbers numbers = EventNumbers.AUTO;

    /// By name, where callbacks lead; else as the system has it.
    final Map<String, InetAddress> names = new ConcurrentHashMap<>();

    /// That clients may name callbacks in.
    List<String> networks = List.of("127.0.0.1/32");

    private final Path folder;
    private EventSubscriptions subscriptions;

    EventClients(Path folder) {
        this.folder = folder;
        dispatcher = DispatcherFixture.on(sandbox.uri())
                .recordings(folder.resolve("recordings"))
                .open();
        open();
    }

    /// The server starts.
    void open() {
        InstantSource clock = () -> now;
        store = new SqliteStore(folder.resolve("state.db"), null);
        watches = new Watches(store, dispatcher, clock, 20);
        watches.begin();
        CallbackGuard guard = CallbackGuard.of(networks)
                .resolving(host ->
                        names.containsKey(host) ? new InetAddress[] {names.get(host)} : InetAddress.getAllByName(host));
        deliveries = new Deliveries(
                store, new WebhookSender(Network.DIRECT, "ghl-mcp/test", clock), guard, List::of, clock, () -> 0.5);
        subscriptions = new EventSubscriptions(deliveries, watches, this, dispatcher, ALL, clock);
        deliveries.begin();
    }

    /// The server ends.
    void shut() {
        deliveries.close();
        watches.close();
    }

    /// The server as those see it who are shown these tools.
    StatelessProtocol server(ToolView tools) {
        EventSupport support = new EventSupport(_ -> watches, () -> subscriptions, numbers, this, BEAT, () -> now);
        return new StatelessProtocol(
                ToolServer.features(tools, () -> dispatcher, support, "test"), RequestStates.ofThisProcess());
    }

    @Override
    public Set<String> tokens(String principal) {
        return Set.of(tokens.getOrDefault(principal, "first"));
    }

    @Override
    public boolean admits(String principal, Set<String> before) {
        return !gone.contains(principal) && before.equals(tokens(principal));
    }

    @Override
    public Duration renewal(String principal) {
        return renewal;
    }

    @Override
    public Caller known(String principal) {
        return gone.contains(principal) || principal.equals("local") ? null : caller(principal);
    }

    Caller caller(String name) {
        return new Caller(name, accounts.getOrDefault(name, dispatcher.access()));
    }

    /// A request's result.
    JsonNode result(String caller, String method, String params) {
        JsonNode answer = ask(server(ALL), caller, method, params, SEP);
        assertTrue(answer.has("result"), answer::toString);
        return answer.path("result");
    }

    /// A request's error.
    JsonNode error(String caller, String method, String params) {
        JsonNode answer = ask(server(ALL), caller, method, params, SEP);
        assertTrue(answer.has("error"), answer::toString);
        return answer.path("error");
    }

    JsonNode ask(StatelessProtocol server, String caller, String method, String params, String capabilities) {
        JSONRPCResponse answer = server.answer(request(method, params, capabilities), new Mail(caller(caller), null));
        return Json.MAPPER.readTree(MessageWriter.bytes(answer));
    }

    private static JSONRPCRequest request(String method, String params, String capabilities) {
        ObjectNode all = (ObjectNode) Json.MAPPER.readTree(params.replace('\'', '"'));
        all.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .set(
                        "io.modelcontextprotocol/clientCapabilities",
                        Json.MAPPER.readTree(capabilities.replace('\'', '"')));
        return new JSONRPCRequest("2.0", method, 7L, all);
    }

    /// Time passes, so that all is polled.
    void later(Duration time) {
        now = now.plus(time);
    }

    /// An open stream.
    static final class Stream implements AutoCloseable {
        private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
        private final Thread thread;

        private Stream(StatelessProtocol server, Caller caller, String params) {
            thread = Thread.ofVirtual()
                    .start(() -> told.add(Json.MAPPER.readTree(MessageWriter.bytes(
                            server.answer(request("events/stream", params, SEP), new Mail(caller, told))))));
        }

        /// The next message that is no heartbeat.
        JsonNode next() throws InterruptedException {
            JsonNode next = any();
            while (next.path("method").asString("").endsWith("/heartbeat")) {
                next = any();
            }
            return next;
        }

        JsonNode any() throws InterruptedException {
            JsonNode next = told.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertTrue(next != null, "nothing comes");
            return next;
        }

        /// Cancels it, and waits until nothing goes on.
        @Override
        public void close() {
            thread.interrupt();
            Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_S)).until(() -> !thread.isAlive());
        }
    }

    Stream stream(String caller, String params) {
        return new Stream(server(ALL), caller(caller), params);
    }

    private record Mail(Caller caller, BlockingQueue<JsonNode> told) implements Channel {
        @Override
        public void answer(JSONRPCResponse response) {
            throw new AssertionError(response.id());
        }

        @Override
        public void notify(JSONRPCNotification notification) throws IOException {
            told.add(Json.MAPPER.readTree(MessageWriter.bytes(notification)));
        }

        @Override
        public JSONRPCResponse ask(JSONRPCRequest question, Future<JSONRPCResponse> reply) {
            throw new AssertionError(question.method());
        }
    }

    @Override
    public void close() {
        shut();
        dispatcher.close();
        traffic.close();
        sandbox.close();
    }
}
