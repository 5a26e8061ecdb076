package dev.ghlmcp.mcp;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.Credentials;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.audit.CallLog;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A dispatcher whose upstream answers by script.
public final class Scripted implements AutoCloseable {
    public final WireMockServer upstream =
            new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
    private static final ConfirmationRules ALLOWING =
            new ConfirmationRules(ConfirmationRules.CLASSES, List.of(), List.of());

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Dispatcher dispatcher;

    /// @param token       of the sub-account; null for none
    /// @param agencyToken null for none
    Scripted(Generation generation, String token, String agencyToken, Path recordings) {
        this(
                generation,
                new FixedTokens(Secret.of(token), Secret.of(agencyToken), "loc1"),
                new AccountLocations("loc1"),
                recordings);
    }

    Scripted(Generation generation, Credentials credentials, AccountLocations locations, Path recordings) {
        this(generation, credentials, locations, recordings, ALLOWING, _ -> {});
    }

    /// @param listener is told of the calls
    Scripted(
            Generation generation,
            Credentials credentials,
            AccountLocations locations,
            Path recordings,
            ConfirmationRules rules,
            CallListener listener) {
        this(generation, credentials, locations, recordings, rules, listener, RequestLimits.none());
    }

    private Scripted(
            Generation generation,
            Credentials credentials,
            AccountLocations locations,
            Path recordings,
            ConfirmationRules rules,
            CallListener listener,
            RequestLimits budgets) {
        upstream.start();
        Account account = new Account(
                URI.create(upstream.baseUrl()),
                null,
                null,
                null,
                "comp1",
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
        DeclaredTools declared = DeclaredTools.load(generation);
        dispatcher = DispatcherFixture.of(new HighLevelClient(
                        account, new Access(credentials, locations, "comp1"), budgets, "ghl-mcp/test"))
                .sources(List.of(declared))
                .handlers(Handlers.all(declared))
                .view(ToolView.load().in(generation))
                .recordings(recordings)
                .rules(rules)
                .listener(new CallLog(new PrintStream(log, true, StandardCharsets.UTF_8)).and(listener))
                .open();
    }

    /// With these limits.
    static Scripted limited(RequestLimits budgets, CallListener listener) {
        return new Scripted(
                Generation.DATED,
                new FixedTokens(new Secret("pit-location"), new Secret("pit-agency"), "loc1"),
                new AccountLocations("loc1"),
                Path.of("unused"),
                ALLOWING,
                listener,
                budgets);
    }

    public static Scripted heard(CallListener listener) {
        return new Scripted(
                Generation.DATED,
                new FixedTokens(new Secret("pit-location"), new Secret("pit-agency"), "loc1"),
                new AccountLocations("loc1"),
                Path.of("unused"),
                ALLOWING,
                listener);
    }

    /// With a name for the location, and these rules.
    static Scripted ruled(ConfirmationRules rules, CallListener listener) {
        return new Scripted(
                Generation.DATED,
                new FixedTokens(new Secret("pit-location"), new Secret("pit-agency"), "loc1"),
                AccountLocations.of("loc1", Map.of("Main Street", "loc1"), List.of()),
                Path.of("unused"),
                rules,
                listener);
    }

    public static Scripted both(Generation generation) {
        return new Scripted(generation, "pit-location", "pit-agency", Path.of("unused"));
    }

    public void answer(MappingBuilder request, String json) {
        answer(request, WireMock.okJson(json));
    }

    public void answer(MappingBuilder request, ResponseDefinitionBuilder response) {
        upstream.stubFor(request.willReturn(response));
    }

    /// Calls a tool.
    ///
    /// @param arguments JSON with single quotes
    public ToolResult call(String tool, String arguments) {
        return call(tool, (ObjectNode) Json.MAPPER.readTree(arguments.replace('\'', '"')));
    }

    /// @param arguments JSON with single quotes
    ToolResult call(Confirmer person, String tool, String arguments) {
        return dispatcher.call(
                dispatcher.local(), person, tool, (ObjectNode) Json.MAPPER.readTree(arguments.replace('\'', '"')));
    }

    public ToolResult call(String tool, ObjectNode arguments) {
        return dispatcher.call(dispatcher.local(), Confirmer.ABSENT, tool, arguments);
    }

    /// What was sent, as `METHOD url`, in order.
    public List<String> sent() {
        return upstream.getAllServeEvents().reversed().stream()
                .map(event -> event.getRequest().getMethod() + " "
                        + event.getRequest().getUrl())
                .toList();
    }

    /// The body of the last request.
    public JsonNode body() {
        return Json.MAPPER.readTree(
                upstream.getAllServeEvents().getFirst().getRequest().getBodyAsString());
    }

    /// What the log has, once it is closed.
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /// The token of the last request.
    String token() {
        return upstream.getAllServeEvents().getFirst().getRequest().getHeader("Authorization");
    }

    @Override
    public void close() {
        dispatcher.close();
        upstream.stop();
    }
}
