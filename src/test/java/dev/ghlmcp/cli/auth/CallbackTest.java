package dev.ghlmcp.cli.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever a browser may bring from the consent page, or from elsewhere.
class CallbackTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient browser = HttpClient.newHttpClient();
    private Callback callback;

    @BeforeEach
    void start() throws Exception {
        callback = new Callback(0, "/oauth/callback", "the-state");
    }

    @AfterEach
    void close() {
        callback.close();
        browser.close();
    }

    @Test
    void takesTheCodeThatComesWithTheState() throws Exception {
        HttpResponse<String> page = visit("code=the-code&state=the-state");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("You can close this page"), page.body());
        assertFalse(page.body().contains("the-code"));
        assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(new Secret("the-code"), callback.code(TIMEOUT));
    }

    @Test
    void anotherStateIsIgnoredAndTheLoginGoesOn() throws Exception {
        for (String query : new String[] {
            "code=evil&state=other", "code=evil&state=", "code=evil", "error=access_denied&state=other", ""
        }) {
            assertEquals(400, visit(query).statusCode(), query);
        }
        assertEquals(400, visit("state=the-state").statusCode(), "no code");
        assertEquals(200, visit("code=the-code&state=the-state").statusCode());
        assertEquals(new Secret("the-code"), callback.code(TIMEOUT));
    }

    @Test
    void theSecondAnswerIsIgnored() throws Exception {
        visit("code=first&state=the-state");
        assertEquals(409, visit("code=second&state=the-state").statusCode());
        assertEquals(new Secret("first"), callback.code(TIMEOUT));
    }

    @Test
    void aRefusalEndsTheLogin() throws Exception {
        HttpResponse<String> page = visit("error=access_denied%3Cscript%3E&state=the-state");
        assertTrue(page.body().contains("consent was not given"), page.body());
        assertFalse(page.body().contains("script"), page.body());
        CredentialsException reason = assertThrows(CredentialsException.class, () -> callback.code(TIMEOUT));
        assertTrue(reason.getMessage().contains("'access_deniedscript'"), reason.getMessage());
    }

    @Test
    void nobodyComingBackIsSaid() {
        CredentialsException reason =
                assertThrows(CredentialsException.class, () -> callback.code(Duration.ofMillis(1)));
        assertTrue(reason.getMessage().contains("ghl-mcp auth login"), reason.getMessage());
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        CredentialsException reason =
                assertThrows(CredentialsException.class, () -> new Callback(callback.port(), "/oauth/callback", "s"));
        assertTrue(reason.getMessage().contains("auth.redirect-uri"), reason.getMessage());
    }

    @Test
    void otherPathsLeadNowhere() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + callback.port() + "/"))
                .build();
        assertEquals(
                404, browser.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    private HttpResponse<String> visit(String query) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + callback.port() + "/oauth/callback?" + query);
        return browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }
}
