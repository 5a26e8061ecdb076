package dev.ghlmcp.highlevel.oauth;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// A token that is refused is renewed once, and the request sent once more, wherever the location id travels.
class RetryOn401Test {
    private static final Catalog CATALOG = Catalog.load();

    @TempDir
    private Path folder;

    private final Grants grants = new Grants();
    private HighLevelClient highLevel;

    @BeforeEach
    void start() throws Exception {
        FileTokenStore store = Grants.store(folder.resolve("tokens"));
        Grants.stored(Grants.LOCATION_RESOURCE, "A1", "R1", Instant.now().plusSeconds(3600))
                .storeIn(store);
        grants.grantsOnce("R1", "A2", "R2");
        Account account = Grants.account(grants.upstream.baseUrl());
        OAuthCredentials credentials = new OAuthCredentials(
                grants.client(InstantSource.system()), store, Grants.COMPANY, InstantSource.system(), Grants.TIMEOUT);
        // No standard location: each call says its own.
        highLevel = new HighLevelClient(
                account,
                new Access(credentials, new AccountLocations(null), Grants.COMPANY),
                RequestLimits.none(),
                "ghl-mcp/test");
    }

    @AfterEach
    void close() {
        highLevel.close();
        grants.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    get_contact       | {'contactId':'c1','locationId':'loc1'}
                    search_contacts   | {'query':'x','pageLimit':1,'locationId':'loc1'}
                    create_contact    | {'firstName':'x','locationId':'loc1'}
                    list_custom_fields| {'locationId':'loc1'}
                    list_calendars    | {'locationId':'loc1'}
                    update_contact    | {'contactId':'c1','firstName':'x','locationId':'loc1'}
                    delete_contact    | {'contactId':'c1','locationId':'loc1'}
                    """)
    void isSentOnceMoreWithTheNextToken(String tool, String arguments) {
        answer("A1", 401, "{\"message\":\"Invalid JWT\"}");
        answer("A2", 200, "{}");
        assertInstanceOf(Reply.Answer.class, call(tool, arguments));
        assertEquals(1, sent("A1"));
        assertEquals(1, sent("A2"));
        assertEquals(1, grants.refreshes());
    }

    @Test
    void aSecondRefusalIsTheAnswer() {
        answer("A1", 401, "{\"message\":\"Invalid JWT\"}");
        answer("A2", 401, "{\"message\":\"Invalid JWT\"}");
        assertInstanceOf(Failure.Unauthorized.class, call("create_contact", "{'firstName':'x','locationId':'loc1'}"));
        assertEquals(2, sent("A1") + sent("A2"));
        assertEquals(1, grants.refreshes());
    }

    @Test
    void aMissingScopeCostsNoRefreshToken() {
        answer("A1", 401, "{\"message\":\"The token is not authorized for this scope.\"}");
        assertInstanceOf(Failure.Unauthorized.class, call("get_contact", "{'contactId':'c1','locationId':'loc1'}"));
        assertEquals(0, grants.refreshes());
    }

    @Test
    void aRefusedRefreshIsTheAnswer() {
        answer("A1", 401, "{\"message\":\"Invalid JWT\"}");
        grants.refuses("R1");
        Failure.Unauthenticated failure = assertInstanceOf(
                Failure.Unauthenticated.class, call("get_contact", "{'contactId':'c1','locationId':'loc1'}"));
        assertTrue(failure.reason().contains("ghl-mcp auth login"), failure.reason());
    }

    @Test
    void everyToolTakesTheLocationFromTheSameArgument() {
        TreeSet<String> names = new TreeSet<>();
        for (ToolDefinition tool : CATALOG.tools()) {
            for (Endpoint endpoint : tool.endpoints()) {
                endpoint.parameters().stream()
                        .filter(parameter -> parameter.source() == Parameter.Source.LOCATION)
                        .map(Parameter::name)
                        .forEach(names::add);
            }
        }
        assertEquals(new TreeSet<>(java.util.Set.of("locationId")), names);
    }

    private Reply call(String tool, String arguments) {
        return highLevel.call(CATALOG.find(tool), CATALOG.find(tool).endpoint(), (ObjectNode)
                Json.MAPPER.readTree(arguments.replace('\'', '"')));
    }

    private void answer(String token, int status, String body) {
        grants.upstream.stubFor(any(anyUrl())
                .withHeader("Authorization", equalTo("Bearer " + token))
                .willReturn(Grants.json(status, body)));
    }

    private int sent(String token) {
        return grants.upstream
                .findAll(anyRequestedFor(urlPathMatching("/(?!oauth).*"))
                        .withHeader("Authorization", equalTo("Bearer " + token)))
                .size();
    }
}
