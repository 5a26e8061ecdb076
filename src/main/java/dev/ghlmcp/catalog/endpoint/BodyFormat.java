package dev.ghlmcp.catalog.endpoint;

/// How the body of a request is written.
public enum BodyFormat {
    /// There is none.
    NONE,
    /// JSON, `{}` if nothing fills it.
    JSON,
    /// `multipart/form-data`, which can hold files.
    MULTIPART
}
