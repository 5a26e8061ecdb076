package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.mcp.lookup.RecordKind;
import java.util.List;

/// Open opportunities by stage.
final class PipelineReview {
    static final Prompt PROMPT = new Prompt(
            "pipeline_review",
            "Review the pipeline",
            "Count and value of open opportunities by stage, those that do not move, and what to do about them.",
            List.of(
                    PromptInput.naming(RecordKind.PIPELINE, "Pipeline, by name or id; all if omitted"),
                    PromptInput.naming(RecordKind.USER, "Owner, by name or id; all if omitted"),
                    PromptInput.naming(RecordKind.CAMPAIGN, "Only opportunities of this campaign, by name or id"),
                    PromptInput.LOCATION),
            List.of("list_pipelines", "search_opportunities"),
            List.of("get_opportunity", "update_opportunity", "update_opportunity_status", "create_contact_task"),
            """
            Review my pipeline with the data above.

            1. A table of the stages with count and value. If not all open opportunities were looked at, say so.
            2. Where deals pile up or have not moved, and which are most at risk for their value.
            3. At most five next steps, each for one opportunity by name and id, the most valuable first.

            Change nothing yet: propose the steps, and carry out only those that I agree to.""",
            PipelineReview::gather);

    private PipelineReview() {}

    private static void gather(PromptData data) {
        OpportunityFigures deals = OpportunityFigures.of(data);
        PageReader open = deals.open();
        data.add("Open opportunities by stage", deals.sums(open));
        data.add("Open opportunities, the most idle first", deals.idle(open, 0, 50));
    }
}
