package dev.ghlmcp.cli.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.mcp.call.ToolResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person at a terminal reads in place of a sentence that is meant for an assistant.
class ToolCallerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    delete_contact      | declined   | Nothing was deleted.
                    remove_contact_tags | declined   | Nothing was sent.
                    delete_contact      | unanswered | Nothing was deleted. The question had no answer; --yes says yes beforehand.
                    update_contact      | changed    | Nothing was sent. The contact's tags changed while you were asked; the same command asks again.
                    update_contact      | 422        | HighLevel answered 422
                    """)
    void aPersonIsToldWhatBecameOfTheirAnswer(String tool, String outcome, String sentence) {
        ToolResult result = ToolResult.failed(
                outcome,
                outcome.equals("422") ? sentence : "Nothing was sent: ask the person before you call it again.");
        assertEquals(sentence, new ToolCaller(null, null, tool, null, null).failure(result));
    }
}
