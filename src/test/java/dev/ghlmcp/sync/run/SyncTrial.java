package dev.ghlmcp.sync.run;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.http.RetryPolicy;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.AppliedWrite;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncCsv;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncNeed;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.echo.EchoGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A store, a sandbox that counts writes, and a clock that stands unless it is moved.
final class SyncTrial implements AutoCloseable {
    final AtomicLong time = new AtomicLong(Instant.parse("2026-11-29T08:00:00Z").toEpochMilli());
    final InstantSource clock = () -> Instant.ofEpochMilli(time.get());
    final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    final EventStore store;
    final Dispatcher dispatcher;
    final List<Sync> syncs = new ArrayList<>();
    private final Path file;
    private final Inbox inbox;

    /// What the tools answer, in place of the sandbox, which comes last.
    UnaryOperator<SyncCalls> calls = UnaryOperator.identity();

    /// What is posted and written back; null if nothing is posted.
    EchoGuard echo;

    SyncTrial(Path folder) {
        this(folder, ConfirmationRules.STANDARD);
    }

    SyncTrial(Path folder, ConfirmationRules rules) {
        this(folder, rules, _ -> {});
    }

    SyncTrial(Path folder, ConfirmationRules rules, CallListener listener) {
        this(folder, null, rules, listener);
    }

    /// In another store.
    SyncTrial(Path folder, EventStore store) {
        this(folder, store, ConfirmationRules.STANDARD, _ -> {});
    }

    private SyncTrial(Path folder, EventStore other, ConfirmationRules rules, CallListener listener) {
        file = folder.resolve("state.db");
        folder.toFile().mkdirs();
        store = other == null ? open() : other;
        inbox = inbox(store);
        HighLevelClient client = new HighLevelClient(
                SandboxAccount.at(sandbox.uri()), new RetryPolicy(Duration.ofMillis(1), Duration.ZERO), "ghl-mcp/test");
        dispatcher =
                DispatcherFixture.of(client).rules(rules).listener(listener).open();
    }

    /// Another process on the same store.
    EventStore open() {
        return new SqliteStore(file, null);
    }

    /// What calls may be answered with.
    interface Answers {
        ToolResult call(String tool, ObjectNode arguments, SyncCalls sandbox) throws InterruptedException;
    }

    static SyncCalls answering(SyncCalls sandbox, Answers answers) {
        return new SyncCalls() {
            @Override
            public ToolDefinition tool(String name) {
                return sandbox.tool(name);
            }

            @Override
            public boolean takes(String tool, String argument) {
                return sandbox.takes(tool, argument);
            }

            @Override
            public void giveWay(String sync, String tool, ObjectNode arguments) throws InterruptedException {
                sandbox.giveWay(sync, tool, arguments);
            }

            @Override
            public ToolResult call(String sync, String tool, ObjectNode arguments) throws InterruptedException {
                return answers.call(tool, arguments, sandbox);
            }
        };
    }

    /// From now on tools answer so.
    void answer(Answers answers) {
        calls = sandbox -> answering(sandbox, answers);
    }

    SyncRunner runner() {
        return runner(store);
    }

    SyncRunner runner(EventStore used) {
        return new SyncRunner(
                () -> syncs,
                inbox(used),
                new Ledger(used.documents(), clock),
                calls.apply(new SyncCalls.Dispatched(dispatcher)),
                echo,
                clock,
                () -> 0.5);
    }

    Inbox inbox(EventStore used) {
        return new Inbox(used.documents(), clock);
    }

    Inbox inbox() {
        return inbox;
    }

    Ledger ledger() {
        return new Ledger(store.documents(), clock);
    }

    /// Carries out what is due, and what that makes due.
    static void look(SyncRunner runner) throws InterruptedException {
        List<Thread> started = runner.look();
        while (!started.isEmpty()) {
            for (Thread run : started) {
                run.join();
            }
            started = runner.look();
        }
    }

    void look() throws InterruptedException {
        look(runner());
    }

    void pass(Duration duration) {
        time.addAndGet(duration.toMillis());
    }

    /// Sends a message, and says its id.
    String send(String sync, String json) {
        return inbox().accept(sync(sync), List.of(input(json)), null).getFirst().id();
    }

    static SyncInput input(String json) {
        return new SyncInput(Json.MAPPER.readTree(json), Map.of());
    }

    SyncMessage message(String sync, String id) {
        return inbox().find(sync, id);
    }

    Sync sync(String name) {
        return syncs.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// `METHOD /path` of what HighLevel carried out.
    List<String> writes() {
        return sandbox.writes().stream()
                .map(write -> write.method() + " " + write.path())
                .toList();
    }

    List<String> bodies() {
        return sandbox.writes().stream().map(AppliedWrite::body).toList();
    }

    /// A sync of contacts by e-mail address: `{email, name, at, tags}`.
    static Sync customers() {
        return sync(
                "customers",
                null,
                false,
                Set.of(),
                step(
                        "upsert_contact",
                        null,
                        "{\"email\": email, \"firstName\": name, \"source\": $new ? \"17hats\" : null}",
                        "contact",
                        Map.of("name", expression("name"))),
                step(
                        "add_contact_tags",
                        "$count(tags) > 0",
                        "{\"contactId\": $contact.id, \"tags\": tags}",
                        null,
                        Map.of()));
    }

    static Sync sync(String name, SyncNeed needs, boolean keepAll, Set<String> allow, SyncStep... steps) {
        return new Sync(
                name,
                null,
                null,
                SyncCsv.STANDARD,
                expression("email"),
                expression("at"),
                expression("$not($exists(ignore))"),
                needs,
                List.of(steps),
                List.of(),
                keepAll,
                false,
                allow);
    }

    static SyncStep step(String tool, String onlyIf, String with, String save, Map<String, Expression> remember) {
        return new SyncStep(
                tool, onlyIf == null ? null : expression(onlyIf), expression(with), save, remember, Set.of());
    }

    static Expression expression(String text) {
        return Expression.of("id", text);
    }

    @Override
    public void close() {
        dispatcher.close();
        store.close();
        sandbox.close();
    }
}
