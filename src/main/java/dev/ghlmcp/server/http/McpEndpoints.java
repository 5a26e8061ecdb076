package dev.ghlmcp.server.http;

/// Makes the endpoints of the paths. Thread-safe.
@FunctionalInterface
public interface McpEndpoints {
    /// Makes the endpoint of a path; the server keeps it for the next request.
    ///
    /// @throws HttpError 404 for a toolset that does not exist
    McpEndpoint at(ToolPath path);

    /// The canonical path among those that serve the same tools.
    ///
    /// @throws HttpError 404 for a toolset that does not exist
    default ToolPath shared(ToolPath path) {
        return path;
    }
}
