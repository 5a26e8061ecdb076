package dev.ghlmcp.server.feature;

import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.server.protocol.RequestTurn;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities.Elicitation;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import java.util.Map;

/// Asks the person through the client's elicitation: a form without fields, which the person accepts,
/// declines or closes.
///
/// @param exchange of the call
public record ElicitingConfirmer(McpSyncServerExchange exchange) implements Confirmer {
    private static final Map<String, Object> NO_FIELDS = Map.of("type", "object", "properties", Map.of());

    /// A client that names no mode of elicitation has forms (MCP 2025-11-25).
    @Override
    public String absence() {
        if (exchange.transportContext().get(ToolServer.ONE_WAY) instanceof Boolean oneWay && oneWay) {
            return ABSENT.absence();
        }
        ClientCapabilities capabilities = exchange.getClientCapabilities();
        Elicitation elicitation = capabilities == null ? null : capabilities.elicitation();
        return elicitation == null || (elicitation.form() == null && elicitation.url() != null)
                ? ABSENT.absence()
                : null;
    }

    @Override
    public Answer ask(String question, String subject) {
        try {
            ElicitFormRequest form =
                    ElicitFormRequest.builder(question, NO_FIELDS).build();
            ElicitResult result = exchange instanceof Resumed resumed
                    ? resumed.elicit(form, subject)
                    : RequestTurn.asking(() -> exchange.createElicitation(form));
            return switch (result.action()) {
                case ACCEPT -> Answer.ACCEPTED;
                case DECLINE -> Answer.DECLINED;
                case CANCEL -> Answer.CANCELLED;
            };
        } catch (InputRequired e) {
            throw e;
        } catch (McpError | IllegalArgumentException _) {
            return Answer.NOT_ASKED;
        } catch (RuntimeException _) {
            // The time is up, the call was cancelled, or the client is gone.
            return Answer.CANCELLED;
        }
    }

    /// An exchange that runs its handler again with the answer, so that the handler must ask the same question.
    public interface Resumed {
        /// Asks, or takes the answer of an earlier run.
        ///
        /// @param subject what is asked about, the same in every run
        ElicitResult elicit(ElicitFormRequest request, String subject);
    }
}
