package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every endpoint has in common: tokens, versions, locations, unknown routes, limits.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxGateTest {
    @AutoClose
    private final Wire wire = Wire.start();

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            Bearer pit-sandbox-location | 2021-07-28    | 200 | none
            Bearer pit-sandbox-location | v3            | 200 | none
            Bearer pit-sandbox-agency   | 2021-07-28    | 401 | The token is not authorized for this scope.
            Bearer pit-of-somebody      | 2021-07-28    | 401 | Invalid Private Integration token
            Bearer eyJhbGciOiJIUzI1NiJ9 | 2021-07-28    | 401 | Invalid JWT
            none                        | 2021-07-28    | 401 | Invalid JWT
            Bearer pit-sandbox-location | none          | 401 | version header was not found.
            Bearer pit-sandbox-location | 2020-01-01    | 401 | version header is invalid
            Bearer pit-sandbox-location | bogus-version | 400 | Invalid API version segment 'bogus-version' at position 0
            """, delimiter = '|', quoteCharacter = '"')
    void checksTokenAndVersion(String token, String version, int status, String message) {
        HttpRequest.Builder request = wire.request("GET", "/contacts/MkpBfe6WKHbr4IxKAGG4", null);
        if (token != null) {
            request.header("Authorization", token);
        }
        if (version != null) {
            request.header("Version", version);
        }
        Wire.Answer answer = wire.send(request.build());
        assertEquals(status, answer.status());
        assertEquals(message == null ? "" : message, answer.message());
        if (status != 200) {
            assertEquals(status, answer.body().get("statusCode").asInt());
            assertEquals(
                    status == 401 ? "Unauthorized" : "Bad Request",
                    answer.body().get("error").stringValue());
        }
        assertEquals(
                36,
                UUID.fromString(answer.body().get("traceId").stringValue())
                        .toString()
                        .length());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            GET, /contacts/?locationId=another, ""
            GET, /contacts/business/x?locationId=another, ""
            POST, /contacts/, "{'locationId':'another'}"
            POST, /contacts/search, "{'locationId':'another','pageLimit':1}"
            POST, /contacts/bulk/business, "{'locationId':'another'}"
            """)
    void keepsToItsLocation(String method, String path, String body) {
        Wire.Answer answer = wire.send(method, path, body);
        assertEquals(403, answer.status());
        assertEquals("The token does not have access to this location.", answer.message());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere",
        "PATCH, /contacts/x",
        "POST, /contacts/x/workflow",
        "DELETE, /contacts/x/campaigns/remove/all"
    })
    void knowsItsRoutes(String method, String path) {
        Wire.Answer answer = wire.send(method, path, null);
        assertEquals(404, answer.status());
        assertEquals("Cannot " + method + " " + path, answer.message());
    }

    @Test
    void readsAPlusInAQueryAsASpace() {
        wire.create("'email':'a+b@example.com'");
        String duplicate = "/contacts/search/duplicate?locationId=LOC&email=";
        assertTrue(wire.get(duplicate + "a+b@example.com").body().get("contact").isNull());
        assertFalse(wire.get(duplicate + "a%2Bb%40example.com")
                .body()
                .get("contact")
                .isNull());
    }

    @Test
    void answersWithOrWithoutTrailingSlash() {
        assertEquals(200, wire.get("/contacts?locationId=LOC").status());
        assertEquals(200, wire.get("/contacts/?locationId=LOC").status());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"\"{'locationId':\"", "[]", "\"'text'\""})
    void refusesWhatIsNoObject(String body) {
        assertEquals(400, wire.send("POST", "/contacts/", body).status());
    }

    @Test
    void limitsABurstAndTellsWhatIsLeft() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
        InstantSource clock = now::get;
        try (Wire limited =
                Wire.start(SandboxOptions.defaults().withLimits(2, 3).withClock(clock))) {
            Wire.Answer first = limited.get("/contacts/?locationId=LOC");
            assertEquals("3", header(first, "Limit-Daily"));
            assertEquals("2", header(first, "Daily-Remaining"));
            assertEquals("10000", header(first, "Interval-Milliseconds"));
            assertEquals("2", header(first, "Max"));
            assertEquals("1", header(first, "Remaining"));
            assertEquals(400, limited.get("/contacts/unknown").status());

            Wire.Answer third = limited.get("/contacts/?locationId=LOC");
            assertEquals(429, third.status());
            assertEquals("Too Many Requests", third.message());
            assertEquals(429, third.body().get("statusCode").asInt());
            assertTrue(third.body().has("traceId"));
            assertEquals("0", header(third, "Remaining"));

            now.set(now.get().plusSeconds(10));
            assertEquals(200, limited.get("/contacts/?locationId=LOC").status());
            Wire.Answer overDay = limited.get("/contacts/?locationId=LOC");
            assertEquals(429, overDay.status());
            assertEquals("1", header(overDay, "Remaining"));
            assertEquals("0", header(overDay, "Daily-Remaining"));
        }
        assertFalse(wire.get("/contacts/?locationId=LOC")
                .headers()
                .firstValue("X-RateLimit-Max")
                .isPresent());
    }

    private static String header(Wire.Answer answer, String name) {
        return answer.headers().firstValue("X-RateLimit-" + name).orElseThrow();
    }
}
