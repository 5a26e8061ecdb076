package dev.ghlmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A dispatcher on a sandbox of its own, in this process.
public final class OnSandbox implements AutoCloseable {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private final AtomicInteger calls = new AtomicInteger();
    private final Dispatcher dispatcher;

    public OnSandbox() {
        this(SampleAccount.LOCATION_TOKEN);
    }

    /// With another of its tokens.
    public OnSandbox(String token) {
        Account account = new Account(
                sandbox.uri(),
                new Secret(token),
                null,
                SampleAccount.LOCATION_ID,
                SampleAccount.COMPANY_ID,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
        AccountLocations locations = AccountLocations.of(
                SampleAccount.LOCATION_ID, Map.of("Harbor Dental", SampleAccount.LOCATION_ID), List.of());
        FixedTokens tokens = new FixedTokens(account.token(), null, SampleAccount.LOCATION_ID);
        DeclaredTools declared = DeclaredTools.load(Generation.DATED);
        dispatcher = DispatcherFixture.of(new HighLevelClient(
                        account, new Access(tokens, locations, SampleAccount.COMPANY_ID), RequestLimits.none(), "test"))
                .sources(List.of(declared))
                .handlers(Handlers.all(declared))
                .allowingAll()
                .listener(_ -> calls.incrementAndGet())
                .open();
    }

    /// What the person who runs the program reaches through these tools.
    public CallerTools reach(ToolView tools) {
        return new CallerTools(dispatcher, dispatcher.local(), tools);
    }

    /// The dispatcher itself.
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /// How many tools were called so far.
    public int calls() {
        return calls.get();
    }

    /// Calls a tool that must not fail.
    ///
    /// @param arguments JSON with single quotes
    public JsonNode call(String tool, String arguments) {
        ToolResult result = dispatcher.call(dispatcher.local(), Confirmer.ABSENT, tool, (ObjectNode)
                Json.MAPPER.readTree(arguments.replace('\'', '"')));
        assertFalse(result.error(), result::text);
        return Json.MAPPER.readTree(result.json().toString());
    }

    /// Calls a tool that must fail, and gives its sentence.
    ///
    /// @param arguments JSON with single quotes
    public String failure(String tool, String arguments) {
        ToolResult result = dispatcher.call(dispatcher.local(), Confirmer.ABSENT, tool, (ObjectNode)
                Json.MAPPER.readTree(arguments.replace('\'', '"')));
        assertTrue(result.error(), result::text);
        return result.text();
    }

    @Override
    public void close() {
        dispatcher.close();
        sandbox.close();
    }
}
