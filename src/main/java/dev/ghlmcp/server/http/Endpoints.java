package dev.ghlmcp.server.http;

/// Makes what the paths serve. Thread-safe.
@FunctionalInterface
public interface Endpoints {
    /// Makes the endpoint of a path; the server keeps it for the next request.
    ///
    /// @throws Refusal 404 for a toolset that does not exist
    Endpoint at(Narrowing path);

    /// The path that serves the same as this one, and stands for all that do.
    ///
    /// @throws Refusal 404 for a toolset that does not exist
    default Narrowing shared(Narrowing path) {
        return path;
    }
}
