package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What only HighLevel's `v3` takes is offered where the server runs it, and nowhere else.
class NewerArgumentsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create_opportunity | 'pipelineId':'p1','name':'n','status':'open','contactId':'c1','forecastExpectedCloseDate':'2030-01-31T09:00','forecastProbability':20 | "forecastExpectedCloseDate":"2030-01-31","forecastProbability":20
            update_opportunity | 'opportunityId':'o1','forecastProbability':20 | {"forecastProbability":20}
            upsert_opportunity | 'id':'o1','pipelineId':'p1','forecastExpectedCloseDate':1896048000000 | "forecastExpectedCloseDate":"2030-01-31"
            create_calendar | 'name':'n','allowBookingAfter':30,'allowBookingAfterUnit':'mins' | "allowBookingAfterUnit":"mins"
            update_calendar | 'calendarId':'c1','allowBookingAfter':30,'allowBookingAfterUnit':'mins' | "allowBookingAfterUnit":"mins"
            create_appointment | 'calendarId':'c1','contactId':'p1','startTime':'2030-01-31T09:00:00Z','appointmentStatus':'active' | "appointmentStatus":"active"
            update_appointment | 'eventId':'e1','appointmentStatus':'completed' | "appointmentStatus":"completed"
            list_business_contacts | 'businessId':'b1','startAfter':['ada','c1'] | startAfter=ada%2Cc1
            list_blog_posts | 'blogId':'b1','status':'ALL' | status=ALL
            """)
    void v3TakesWhatTheDatedVersionsDoNot(String tool, String arguments, String sent) {
        for (Generation generation : Generation.values()) {
            try (Scripted scripted = Scripted.both(generation)) {
                scripted.answer(any(anyUrl()), "{}");
                ToolResult result = scripted.call(tool, "{" + arguments + "}");
                if (generation == Generation.V3) {
                    assertFalse(result.error(), result::text);
                    String request = scripted.sent().getLast() + " "
                            + scripted.upstream
                                    .getAllServeEvents()
                                    .getFirst()
                                    .getRequest()
                                    .getBodyAsString();
                    assertTrue(request.contains(sent), request);
                } else {
                    assertTrue(result.error() && result.outcome().equals("invalid"), result::text);
                    assertEquals(List.of(), scripted.sent());
                }
            }
        }
    }

    @Test
    void theListIsTheSameButForThem() {
        ToolView dated = ToolView.load();
        assertEquals(dated.listed(), dated.in(Generation.V3).listed());
        assertEquals(dated, dated.in(Generation.DATED));
        long others = dated.in(Generation.V3).entries().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(dated.entries().get(entry.getKey())))
                .count();
        assertEquals(9, others);
    }
}
