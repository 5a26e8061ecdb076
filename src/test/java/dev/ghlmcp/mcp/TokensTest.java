package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.mcp.call.ToolResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each operation goes out with a token that opens it, or says which one it needs.
class TokensTest {
    @ParameterizedTest
    @CsvSource({
        "list_pipelines, pit-location",
        "get_company, pit-agency",
        "list_snapshots, pit-agency",
        "search_users, pit-agency",
        "list_locations, pit-agency",
        "list_location_users, pit-location"
    })
    void theRightTokenIsSent(String tool, String token) {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), "{}");
            scripted.call(tool, "{}");
            assertEquals("Bearer " + token, scripted.token());
        }
    }

    @Test
    void withoutAnAgencyTokenTheOtherServesWhatBothOpen() {
        try (Scripted scripted = new Scripted(Generation.DATED, "pit-location", null, Path.of("unused"))) {
            scripted.answer(any(anyUrl()), "{}");
            scripted.call("list_locations", "{}");
            assertEquals("Bearer pit-location", scripted.token());
        }
    }

    @Test
    void aMissingTokenIsNamedAndNothingIsSent() {
        try (Scripted scripted = new Scripted(Generation.DATED, "pit-location", null, Path.of("unused"))) {
            ToolResult result = scripted.call("get_company", "{}");
            assertTrue(result.error() && result.text().contains("GHL_AGENCY_TOKEN"), result.text());
            assertTrue(result.text().contains("Settings > Private Integrations"), result.text());
            assertEquals(0, scripted.sent().size());
        }
        try (Scripted scripted = new Scripted(Generation.DATED, null, "pit-agency", Path.of("unused"))) {
            assertTrue(scripted.call("get_contact", "{'contactId':'c1'}").text().contains("GHL_TOKEN"));
            assertTrue(scripted.call("list_snapshots", "{}").text().contains("\"count\":0")
                    || scripted.sent().size() == 1);
        }
    }
}
