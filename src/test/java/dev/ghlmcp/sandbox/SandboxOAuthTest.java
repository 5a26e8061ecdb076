package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// How an app comes to its tokens, keeps them fresh and loses them.
class SandboxOAuthTest {
    private static final Map<String, String> DENTAL = Map.of("locationId", SampleAccount.LOCATION_ID);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));

    @AutoClose
    private final Wire wire = Wire.start(SandboxOptions.defaults()
            .withLimits(0, 0)
            .withTokenLifetime(Duration.ofMinutes(10))
            .withClock(now::get));

    private final App app = new App(wire);

    @Test
    void sendsTheBrowserBackWithACodeAndTheState() {
        HttpResponse<String> page = app.consent(Map.of("state", "a b&c"));
        assertEquals(302, page.statusCode());
        String back = page.headers().firstValue("Location").orElseThrow();
        assertTrue(back.matches("http://127\\.0\\.0\\.1:9/callback\\?code=[\\w-]+&state=a\\+b%26c"), back);
        assertEquals(400, app.consent(Map.of("client_id", "another")).statusCode());
        assertEquals(400, app.consent(Map.of("redirect_uri", "callback")).statusCode());
        assertEquals(400, app.consent(Map.of("locationId", "unknown")).statusCode());
        assertEquals(
                400,
                wire.send(wire.request("GET", "/oauth/chooselocation", null).build())
                        .status());
    }

    @Test
    void givesTheAgencysTokensForACode() {
        JsonNode tokens = app.install(Map.of());
        assertEquals(
                List.of("Bearer", "600", "Company", SampleAccount.COMPANY_ID, "true"),
                List.of("token_type", "expires_in", "userType", "companyId", "isBulkInstallation").stream()
                        .map(name -> tokens.get(name).asString())
                        .toList());
        assertFalse(tokens.has("locationId"));
        assertEquals(
                "contacts.readonly contacts.write oauth.readonly oauth.write",
                tokens.get("scope").stringValue());
        JsonNode claims = App.claims(access(tokens));
        assertEquals("Company", claims.get("authClass").stringValue());
        assertEquals(SampleAccount.COMPANY_ID, claims.get("authClassId").stringValue());
        assertEquals(
                "This authClass type is not allowed to access this scope."
                        + " Please verify your IAM configuration if this is not the case.",
                contacts(access(tokens)).message());
    }

    @Test
    void givesALocationsTokensForACode() {
        JsonNode tokens = app.install(DENTAL);
        assertEquals("Location", tokens.get("userType").stringValue());
        assertEquals(SampleAccount.LOCATION_ID, tokens.get("locationId").stringValue());
        assertEquals(
                SampleAccount.LOCATION_ID,
                App.claims(access(tokens)).get("authClassId").stringValue());
        assertEquals(200, contacts(access(tokens)).status());
        assertEquals(
                401,
                app.locationToken(access(tokens), SampleAccount.LOCATION_ID).status());
    }

    @Test
    void takesACodeOnce() {
        String code = app.code(DENTAL);
        Map<String, String> fields = Map.of("grant_type", "authorization_code", "code", code);
        assertEquals(200, app.token(fields).status());
        Wire.Answer again = app.token(fields);
        assertEquals(401, again.status());
        assertEquals("UnAuthorized!", again.body().get("error").stringValue());
        assertEquals(
                "Authorization code not found",
                again.body().get("error_description").stringValue());
    }

    @Test
    void takesARefreshTokenOnce() {
        JsonNode first = app.install(DENTAL);
        Wire.Answer second = app.refresh(first);
        assertEquals(200, second.status());
        assertNotEquals(first.get("refresh_token"), second.body().get("refresh_token"));
        assertEquals(200, contacts(access(second.body())).status());
        Wire.Answer reused = app.refresh(first);
        assertEquals(400, reused.status());
        assertEquals("Invalid grant: refresh token is invalid", reused.message());
        assertEquals(200, app.refresh(second.body()).status());
        assertEquals(2, wire.sandbox().refreshes());
        assertEquals(3, wire.sandbox().issued(SampleAccount.LOCATION_ID));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client_secret | wrong              | 401 |
            client_id     | wrong              | 401 |
            grant_type    | client_credentials | 400 | Invalid parameter: grant_type
            refresh_token | ''                 | 400 | Missing parameter: refresh_token
            """)
    void refusesWhatIsWrongAndKeepsTheRefreshToken(String field, String value, int status, String message) {
        JsonNode tokens = app.install(DENTAL);
        Map<String, String> fields = new HashMap<>(Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.get("refresh_token").stringValue()));
        fields.put(field, value);
        Wire.Answer answer = app.token(fields);
        assertEquals(status, answer.status());
        assertEquals(message == null ? "" : message, answer.message());
        assertEquals(200, app.refresh(tokens).status());
    }

    @Test
    void looksForTheCodeBeforeItChecksTheApp() {
        Wire.Answer answer =
                app.token(Map.of("grant_type", "authorization_code", "code", "unknown", "client_secret", "wrong"));
        assertEquals(
                "Authorization code not found",
                answer.body().get("error_description").stringValue());
    }

    @Test
    void speaksCamelCaseInV3() {
        String fields = "'clientId':'%s','clientSecret':'%s','grantType':'%s'"
                .formatted(SampleAccount.CLIENT_ID, SampleAccount.CLIENT_SECRET, "authorization_code");
        String json = "{%s,'code':'%s'}".formatted(fields, app.code(DENTAL));
        Wire.Answer answer = wire.send(wire.request("POST", "/oauth/token", json)
                .header("Version", "v3")
                .build());
        assertEquals(200, answer.status());
        assertTrue(answer.body().has("accessToken") && answer.body().has("refreshToken"));
        assertEquals(600, answer.body().get("expiresIn").asInt());
        HttpRequest form = App.form(
                        wire.request("POST", "/oauth/token", null).header("Version", "v3"),
                        Map.of("grantType", "refresh_token", "clientId", SampleAccount.CLIENT_ID))
                .build();
        assertEquals("Missing parameter: clientSecret", wire.send(form).message());
        assertEquals(
                "Invalid parameter: grant_type",
                wire.send(wire.request("POST", "/oauth/token", json).build()).message());
    }

    @Test
    void endsAnAccessTokenAfterItsTime() {
        JsonNode tokens = app.install(DENTAL);
        now.set(now.get().plus(Duration.ofMinutes(10)).minusMillis(1));
        assertEquals(200, contacts(access(tokens)).status());
        now.set(now.get().plusMillis(1));
        Wire.Answer late = contacts(access(tokens));
        assertEquals(401, late.status());
        assertEquals("Invalid JWT", late.message());
        assertEquals(200, contacts(access(app.refresh(tokens).body())).status());
    }

    @Test
    void canRevokeAllAccessTokensOfTheApp() {
        JsonNode tokens = app.install(DENTAL);
        wire.sandbox().revokeAccessTokens();
        assertEquals("Invalid JWT", contacts(access(tokens)).message());
        assertEquals(200, contacts(access(app.refresh(tokens).body())).status());
        assertEquals(200, wire.get("/contacts/?locationId=LOC").status());
    }

    private Wire.Answer contacts(String token) {
        return wire.send(token, "2021-07-28", "GET", "/contacts/?locationId=LOC", null);
    }

    private static String access(JsonNode tokens) {
        return tokens.get("access_token").stringValue();
    }
}
