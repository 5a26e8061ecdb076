package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.mcp.lookup.RecordKind;
import java.util.List;

/// Open opportunities by stage.
final class PipelineReview {
    private static final int OLDEST = 10;

    static final Prompt PROMPT = new Prompt(
            "pipeline_review",
            "Review the pipeline",
            "Count and value of open opportunities by stage, those that do not move, and what to do about them.",
            List.of(
                    PromptInput.naming(RecordKind.PIPELINE, "Pipeline, by name or id; all if omitted"),
                    PromptInput.naming(RecordKind.USER, "Owner, by name or id; all if omitted"),
                    PromptInput.naming(RecordKind.CAMPAIGN, "Only opportunities of this campaign, by name or id"),
                    PromptInput.LOCATION),
            List.of("list_pipelines", "search_opportunities", "get_pipeline_summary"),
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
        data.call("get_pipeline_summary")
                .with("pipelineId", data.id(RecordKind.PIPELINE))
                .with("assignedTo", data.id(RecordKind.USER))
                .with("campaignId", data.id(RecordKind.CAMPAIGN))
                .with("oldest", OLDEST)
                .under("Open opportunities by stage, each with those that were not changed for longest");
    }
}
