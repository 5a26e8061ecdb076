package dev.ghlmcp.server;

import dev.ghlmcp.mcp.Dispatcher;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.function.Supplier;

/// The resource that tells what is left of HighLevel's limits.
final class RateLimitsResource {
    static final String URI = "ghl://rate-limits";

    private static final String JSON = "application/json";

    private RateLimitsResource() {}

    /// @param dispatcher asked for when the resource is read
    static SyncResourceSpecification of(Supplier<Dispatcher> dispatcher) {
        Resource resource = Resource.builder(URI, "rate-limits")
                .title("Rate limits")
                .description("Requests left per sub-account, in the current 10 s and today")
                .mimeType(JSON)
                .build();
        return new SyncResourceSpecification(resource, (exchange, _) -> {
            String limits = dispatcher.get().rateLimits(ToolServer.caller(exchange));
            return ReadResourceResult.builder(List.of(TextResourceContents.builder(URI, limits)
                            .mimeType(JSON)
                            .build()))
                    .build();
        });
    }
}
