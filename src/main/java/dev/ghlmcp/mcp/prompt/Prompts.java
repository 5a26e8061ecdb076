package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.catalog.ToolView;
import java.util.List;

/// Every prompt there is.
public final class Prompts {
    public static final List<Prompt> ALL = List.of(
            PipelineReview.PROMPT,
            StaleOpportunities.PROMPT,
            ContactBrief.PROMPT,
            TodaysAppointments.PROMPT,
            InboxTriage.PROMPT,
            DuplicateCleanUp.PROMPT);

    private Prompts() {}

    /// Those that these tools suffice for.
    public static List<Prompt> offered(ToolView tools) {
        return ALL.stream().filter(prompt -> prompt.possible(tools)).toList();
    }
}
