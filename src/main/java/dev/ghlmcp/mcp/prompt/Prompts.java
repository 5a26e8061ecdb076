package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.catalog.ToolView;
import java.util.List;

/// All prompts.
public final class Prompts {
    public static final List<Prompt> ALL = List.of(
            PipelineReview.PROMPT,
            StaleOpportunities.PROMPT,
            ContactBrief.PROMPT,
            TodaysAppointments.PROMPT,
            InboxTriage.PROMPT,
            DuplicateCleanUp.PROMPT);

    private Prompts() {}

    /// The prompts whose tools are all there.
    public static List<Prompt> offered(ToolView tools) {
        return ALL.stream().filter(prompt -> prompt.possible(tools)).toList();
    }
}
