package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.sandbox.api.SampleAccount;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands before HighLevel.
class SandboxCloudflareTest {
    @AutoClose
    private final Wire wire = Wire.start();

    @ParameterizedTest
    @ValueSource(strings = {"Java/25.0.1", "Helidon/4.5.0", "helidon", "python-requests/2.32.3", "Python-urllib/3.13"})
    void turnsAwayTheNamesOfLibraries(String agent) throws Exception {
        HttpRequest.Builder request = wire.authorized("GET", "/contacts/?locationId=LOC");
        HttpResponse<String> answer =
                wire.client().send(request.header("User-Agent", agent).build(), BodyHandlers.ofString());
        assertEquals(403, answer.statusCode());
        assertEquals("error code: 1010", answer.body());
        assertEquals(
                "text/plain; charset=utf-8",
                answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(0, wire.sandbox().busiest(SampleAccount.LOCATION_ID));
    }

    @Test
    void doesSoBeforeAnyTokenIsRead() throws Exception {
        HttpRequest request = wire.request("GET", "/contacts/", null)
                .header("User-Agent", "Java/25")
                .build();
        assertEquals(403, wire.client().send(request, BodyHandlers.ofString()).statusCode());
    }

    @ParameterizedTest
    @CsvSource({"ghl-mcp/1.0", "axios/1.7.9", "curl/8.14.1"})
    void letsOthersPass(String agent) {
        HttpRequest.Builder request = wire.authorized("GET", "/contacts/?locationId=LOC");
        assertEquals(200, wire.send(request.header("User-Agent", agent).build()).status());
    }
}
