package dev.ghlmcp.server.http;

import dev.ghlmcp.server.protocol.ServerFeatures;

/// What the paths offer. Thread-safe.
@FunctionalInterface
public interface McpEndpoints {
    /// What a path offers; the server keeps it for the next request.
    ///
    /// @throws HttpError 404 for a toolset that does not exist
    ServerFeatures at(ToolPath path);

    /// The canonical path among those that serve the same tools.
    ///
    /// @throws HttpError 404 for a toolset that does not exist
    default ToolPath shared(ToolPath path) {
        return path;
    }
}
