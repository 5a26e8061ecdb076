package dev.ghlmcp.mcp.confirm;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.json.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is not read in time, or may not be read, is not there; the rest is.
class TimedReadsTest {
    @RegisterExtension
    static final WireMockExtension UPSTREAM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final Catalog catalog = Catalog.load();

    @Test
    void aSlowReadDoesNotHoldUpTheOthers() {
        UPSTREAM.stubFor(
                get("/contacts/c1/notes").willReturn(okJson("{\"notes\":[]}").withFixedDelay(60_000)));
        UPSTREAM.stubFor(get("/contacts/c1/tasks").willReturn(okJson("{\"tasks\":[]}")));
        List<ToolDefinition> callable = List.of(catalog.find("list_contact_notes"), catalog.find("list_contact_tasks"));
        try (HighLevelClient client = new HighLevelClient(
                        RetryPolicyTest.account(UPSTREAM.baseUrl(), Duration.ofSeconds(30), Duration.ofSeconds(30)),
                        "ghl-mcp/test");
                TimedReads reads =
                        new TimedReads(client, callable, Json.MAPPER.createObjectNode(), Duration.ofSeconds(1))) {
            reads.start("list_contact_notes", "contactId", "c1")
                    .start("list_contact_tasks", "contactId", "c1")
                    .start("list_contact_appointments", "contactId", "c1");
            assertNull(reads.of("list_contact_notes"));
            assertEquals("{\"tasks\":[]}", reads.of("list_contact_tasks").toString());
            assertNull(reads.of("list_contact_appointments"), "not callable");
        }
    }
}
