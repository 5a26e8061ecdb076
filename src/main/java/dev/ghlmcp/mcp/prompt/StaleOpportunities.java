package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.mcp.lookup.RecordKind;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Open opportunities without a change for a long time.
final class StaleOpportunities {
    private static final int DAYS = 14;
    private static final int MAX = 40;
    private static final int CONVERSATIONS = 5;

    static final Prompt PROMPT = new Prompt(
            "stale_opportunities",
            "Revive stale opportunities",
            "Open opportunities without any change for some days, with what was last said, and a way to revive each.",
            List.of(
                    PromptInput.number("days", "Days without a change, from 1 to 365; 14 if omitted", 1, 365),
                    PromptInput.naming(RecordKind.PIPELINE, "Pipeline, by name or id; all if omitted"),
                    PromptInput.naming(RecordKind.STAGE, "Stage, by name or id; all if omitted"),
                    PromptInput.naming(RecordKind.USER, "Owner, by name or id; all if omitted"),
                    PromptInput.naming(RecordKind.WORKFLOW, "Workflow to propose for reviving them, by name or id"),
                    PromptInput.LOCATION),
            List.of("list_pipelines", "search_opportunities"),
            List.of(
                    "search_conversations",
                    "list_conversation_messages",
                    "update_opportunity",
                    "update_opportunity_status",
                    "create_contact_task",
                    "add_contact_to_workflow"),
            """
            Go through my stale opportunities with the data above, the most valuable first.

            1. A table: opportunity, contact, stage, value, days idle.
            2. For each, in a line: revive it (how, and with which words), hand it to someone, or close it as lost or \
            abandoned. Look at the last conversation where the data does not tell.
            3. If the data names a workflow, say which contacts it would suit. Enrolling may send messages at once.

            Change nothing yet: propose, and carry out only what I agree to, one opportunity after the other.""",
            StaleOpportunities::gather);

    private StaleOpportunities() {}

    private static void gather(PromptData data) {
        int days = data.number("days", DAYS);
        String workflow = data.id(RecordKind.WORKFLOW);
        OpportunityFigures deals = OpportunityFigures.of(data);
        ObjectNode idle = deals.idle(deals.open(), days, MAX);
        data.add("Stale opportunities, the most idle first", idle);
        if (workflow != null) {
            data.note("Workflow for reviving them: workflowId " + workflow);
        }
        idle.path("opportunities").valueStream().limit(CONVERSATIONS).forEach(deal -> last(data, deal));
    }

    private static void last(PromptData data, JsonNode deal) {
        if (deal.hasNonNull("contactId")) {
            data.call("search_conversations")
                    .with("contactId", deal.path("contactId").asString())
                    .with("limit", 1)
                    .fields(
                            "conversations",
                            "lastMessageBody lastMessageType lastMessageDirection lastMessageDate unreadCount")
                    .under("Last conversation about opportunity "
                            + deal.path("id").asString());
        }
    }
}
