package dev.ghlmcp.server.http;

/// Makes what the paths serve. Thread-safe.
@FunctionalInterface
public interface McpEndpoints {
    /// Makes the endpoint of a path; the server keeps it for the next request.
    ///
    /// @throws HttpError 404 for a toolset that does not exist
    McpEndpoint at(ToolPath path);

    /// The path that serves the same as this one, and stands for all that do.
    ///
    /// @throws HttpError 404 for a toolset that does not exist
    default ToolPath shared(ToolPath path) {
        return path;
    }
}
