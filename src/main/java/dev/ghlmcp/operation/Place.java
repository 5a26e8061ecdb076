package dev.ghlmcp.operation;

/// Where an argument travels in a request.
public enum Place {
    PATH,
    QUERY,
    BODY
}
