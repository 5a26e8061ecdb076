package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.highlevel.limit.LimiterOptions;
import dev.ghlmcp.highlevel.limit.RateLimiters;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.limit.ToolLimits;
import dev.ghlmcp.mcp.call.ToolResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// "Nothing was sent" is said of a call of which nothing was sent, in whichever attempt and of whichever request.
class SentRequestsTest {
    @Test
    void aCallThatNothingIsSentOfSaysSo() {
        try (Scripted highLevel = limited("get_contact", 1)) {
            highLevel.answer(any(anyUrl()), "{\"contact\":{\"id\":\"a\"}}");
            highLevel.call("get_contact", "{'contactId':'a'}");
            String text = highLevel.call("get_contact", "{'contactId':'a'}").text();
            assertTrue(text.startsWith("Nothing was sent: this server's own limit of 1 "), text);
            assertEquals(1, highLevel.sent().size());
        }
    }

    @Test
    void anAttemptThatWasTurnedAwayWasSent() {
        for (Map.Entry<String, String> call : Map.of(
                        "get_contact", "{'contactId':'a'}", "create_contact", "{'email':'a@example.com'}")
                .entrySet()) {
            try (Scripted highLevel = limited(call.getKey(), 1)) {
                highLevel.answer(
                        any(anyUrl()),
                        aResponse().withStatus(429).withHeader("X-RateLimit-Interval-Milliseconds", "3"));
                ToolResult result = highLevel.call(call.getKey(), call.getValue());
                assertTrue(
                        result.text()
                                .startsWith(
                                        "1 request was sent, which HighLevel answered 429, and nothing was changed; no"
                                                + " other was sent: this server's own limit of 1 "),
                        result.text());
                assertEquals(1, highLevel.sent().size());
            }
        }
    }

    @Test
    void theFirstRequestOfSeveralWasSent() {
        try (Scripted highLevel = limited("find_contact", 1)) {
            highLevel.answer(any(anyUrl()), "{\"contacts\":[],\"total\":0}");
            String text =
                    highLevel.call("find_contact", "{'email':'a@example.com'}").text();
            assertTrue(
                    text.startsWith(
                            "1 request was sent, which HighLevel answered 200, and nothing was changed; no other"
                                    + " was sent: this server's own limit of 1 "),
                    text);
            assertEquals(1, highLevel.sent().size());
        }
    }

    @Test
    void attemptsThatOpenTheBreakerWereSent() {
        try (Scripted highLevel = Scripted.limited(RequestLimits.none(), _ -> {})) {
            highLevel.answer(any(anyUrl()), aResponse().withStatus(502));
            for (int i = 0; i < 8; i++) {
                highLevel.call("create_contact", "{'email':'a@example.com'}");
            }
            String text = highLevel.call("get_contact", "{'contactId':'a'}").text();
            assertTrue(
                    text.startsWith("2 requests were sent, the last of which HighLevel answered 502, and nothing was"
                            + " changed; no other was sent: HighLevel did not answer the last calls"),
                    text);
            assertEquals(10, highLevel.sent().size());
            assertTrue(highLevel
                    .call("get_contact", "{'contactId':'a'}")
                    .text()
                    .startsWith("Nothing was sent: HighLevel did not answer"));
        }
    }

    private static Scripted limited(String tool, int calls) {
        ToolLimits limits = ToolLimits.of(
                Map.of("tools." + tool, calls + "/1d"), Catalog.load().tools());
        return Scripted.limited(RateLimiters.local(new LimiterOptions(limits, Duration.ZERO, 1)), _ -> {});
    }
}
