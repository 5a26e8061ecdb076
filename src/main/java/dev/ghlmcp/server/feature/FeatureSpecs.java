package dev.ghlmcp.server.feature;

import dev.ghlmcp.server.protocol.Codec;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a server offers, as the SDK's records: each era serves the same ones, and calls the same handlers.
///
/// @param instructions told to the client; may be null
public record FeatureSpecs(
        Implementation server,
        String instructions,
        ServerCapabilities capabilities,
        List<SyncToolSpecification> tools,
        List<SyncPromptSpecification> prompts,
        List<SyncResourceSpecification> resources,
        List<SyncResourceTemplateSpecification> templates,
        List<SyncCompletionSpecification> completions) {
    /// For a person to answer a question, the only request that the server sends.
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /// Hands them to the SDK's server of a transport, and builds it. Handlers check their arguments themselves.
    McpSyncServer build(SyncSpecification<?> transport) {
        return transport
                .serverInfo(server)
                .instructions(instructions)
                .capabilities(capabilities)
                .jsonMapper(new Codec())
                .jsonSchemaValidator(new Unchecked())
                .validateToolInputs(false)
                .immediateExecution(true)
                .requestTimeout(TIMEOUT)
                .tools(tools)
                .prompts(prompts)
                .resources(resources)
                .resourceTemplates(templates)
                .completions(completions)
                .build();
    }

    /// The SDK's own validator checks the schema of every tool at start, which is slow, and confuses schemas of
    /// equal hash code.
    private static final class Unchecked implements JsonSchemaValidator {
        @Override
        public ValidationResponse validate(Map<String, Object> schema, Object structuredContent) {
            return ValidationResponse.asValid(null);
        }
    }
}
