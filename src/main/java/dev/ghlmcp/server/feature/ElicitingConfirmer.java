package dev.ghlmcp.server.feature;

import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.server.protocol.RequestContext;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.concurrent.CancellationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Asks the person through the client's elicitation: a form without fields, which the person accepts,
/// declines or closes.
///
/// @param context of the call
public record ElicitingConfirmer(RequestContext context) implements Confirmer {
    /// A client that names no mode of elicitation has forms (MCP 2025-11-25).
    @Override
    public String absence() {
        JsonNode modes = context.capabilities().path("elicitation");
        return modes.isObject() && (modes.has("form") || !modes.has("url")) ? null : ABSENT.absence();
    }

    @Override
    public boolean answered(String subject) {
        return context.answered(McpSchema.METHOD_ELICITATION_CREATE, subject);
    }

    @Override
    public Answer ask(String question, String subject) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        form.put("mode", "form").put("message", question);
        form.putObject("requestedSchema").put("type", "object").putObject("properties");
        try {
            JsonNode result = context.ask(McpSchema.METHOD_ELICITATION_CREATE, form, subject);
            // A yes to what cannot be undone is the word itself.
            return switch (result.path("action").asString("")) {
                case "accept" -> Answer.ACCEPTED;
                case "decline" -> Answer.DECLINED;
                case "cancel" -> Answer.CANCELLED;
                default -> Answer.NOT_ASKED;
            };
        } catch (McpError _) {
            return Answer.NOT_ASKED;
        } catch (CancellationException _) {
            // The time is up, the call was cancelled, or the client is gone.
            return Answer.TIMED_OUT;
        }
    }
}
