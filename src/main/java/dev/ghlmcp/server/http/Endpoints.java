package dev.ghlmcp.server.http;

/// Makes what the paths serve. Thread-safe.
@FunctionalInterface
public interface Endpoints {
    /// Makes the endpoint of a path; the server keeps it for the next request.
    ///
    /// @throws Refusal 404 for a toolset that does not exist
    Endpoint at(Narrowing path);
}
