package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
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
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A dispatcher with the operations of the index, whose upstream takes everything and answers `{}`.
final class IndexedUpstream implements AutoCloseable {
    final WireMockServer server =
            new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
    final DispatcherFixture fixture;
    private Dispatcher dispatcher;

    IndexedUpstream(Generation generation, AccountLocations locations, String... classes) {
        this(generation, new Secret("pit-location"), locations, classes);
    }

    /// @param token   of the sub-account; null for the agency's alone
    /// @param classes that are switched on
    IndexedUpstream(Generation generation, Secret token, AccountLocations locations, String... classes) {
        server.start();
        server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        Account account = new Account(
                URI.create(server.baseUrl()),
                null,
                null,
                null,
                "comp1",
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
        Access access = new Access(new FixedTokens(token, new Secret("pit-agency"), "loc1"), locations, "comp1");
        fixture = DispatcherFixture.of(new HighLevelClient(account, access, RequestLimits.none(), "ghl-mcp/test"))
                .indexed(generation, classes);
    }

    IndexedUpstream(String... classes) {
        this(Generation.DATED, new AccountLocations("loc1"), classes);
    }

    Dispatcher dispatcher() {
        if (dispatcher == null) {
            dispatcher = fixture.open();
        }
        return dispatcher;
    }

    /// What a client sees.
    ToolView view() {
        return fixture.view();
    }

    /// A call of a tool that the client sees.
    ToolResult direct(ToolView seen, String name, String arguments) {
        return dispatcher().call(Caller.local(dispatcher().access()), Confirmer.ABSENT, seen, name, (ObjectNode)
                Json.MAPPER.readTree(arguments.replace('\'', '"')));
    }

    /// A call through `call_tool`.
    ToolResult call(ToolView seen, String name, String arguments) {
        return direct(seen, "call_tool", "{'name':'" + name + "','arguments':" + arguments + "}");
    }

    ToolResult call(String name, String arguments) {
        return call(view(), name, arguments);
    }

    /// What a person is asked before a call, to which they say no.
    String question(String name, String arguments) {
        String[] asked = {""};
        Confirmer person = new Confirmer() {
            @Override
            public String absence() {
                return null;
            }

            @Override
            public Answer ask(String question, String subject) {
                asked[0] = question;
                return Answer.DECLINED;
            }
        };
        ObjectNode call = Json.MAPPER.createObjectNode().put("name", name);
        call.set("arguments", Json.MAPPER.readTree(arguments.replace('\'', '"')));
        dispatcher().call(Caller.local(dispatcher().access()), person, view(), "call_tool", call);
        return asked[0];
    }

    /// The last request.
    LoggedRequest sent() {
        return server.getAllServeEvents().getFirst().getRequest();
    }

    /// All requests.
    List<String> urls() {
        return server.getAllServeEvents().stream()
                .map(event -> event.getRequest().getUrl())
                .toList();
    }

    @Override
    public void close() {
        if (dispatcher != null) {
            dispatcher.close();
        }
        server.stop();
    }
}
