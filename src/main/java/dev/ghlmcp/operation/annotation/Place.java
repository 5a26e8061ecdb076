package dev.ghlmcp.operation.annotation;

/// Where an argument travels in a request.
public enum Place {
    /// In a hole of the path.
    PATH,
    /// In the query.
    QUERY,
    /// As a member of the JSON body.
    BODY,
    /// As the whole JSON body.
    WHOLE_BODY
}
