package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.text.ForeignText;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What is asked before a call: the call with its records by name, and what it takes along.
///
/// @param call    in words
/// @param effects sentences; may be empty
/// @param absent  the answer in place of the question, as there is no record to ask about; null if there is
record Question(String call, String effects, ToolResult absent) {
    /// No tool reads a blocked time, so that a missing appointment may be one.
    private static final String EVENT = "delete_calendar_event";

    /// Reads what the question names.
    ///
    /// @param callable the tools that may be called
    static Question of(
            HighLevelClient client,
            List<ToolDefinition> callable,
            ToolDefinition tool,
            ObjectNode arguments,
            TagLoss tags) {
        try (TimedReads reads = new TimedReads(client, callable, arguments)) {
            CallPhrase phrase = new CallPhrase(new RecordNames(client, reads), tool, arguments);
            DeletionImpact impact = DeletionImpact.begin(reads, tool.name(), arguments);
            List<RecordNames.Wanted> absent = tool.name().equals(EVENT) ? List.of() : phrase.absent();
            return absent.isEmpty()
                    ? new Question(
                            phrase.text(),
                            (tags.text() + " " + impact.text(phrase.unnamed()) + leftOut(tool, arguments)).strip(),
                            null)
                    : new Question("", "", missing(absent));
        }
    }

    private static String leftOut(ToolDefinition tool, ObjectNode arguments) {
        List<String> names = tool.leftOut(arguments);
        return names.isEmpty()
                ? ""
                : " HighLevel's document requires " + String.join(", ", names)
                        + ", which the call leaves out: it may be refused.";
    }

    private static ToolResult missing(List<RecordNames.Wanted> absent) {
        return ToolResult.failed(
                "404",
                "Nothing was sent: HighLevel has no record with "
                        + absent.stream()
                                .map(record -> record.argument() + " "
                                        + ForeignText.quoted(record.id().asString("")))
                                .collect(Collectors.joining(" and "))
                        + ". Check the ids; search or list to find the right one.");
    }

    String text() {
        return (call + "? " + effects).strip();
    }
}
