package dev.ghlmcp.catalog.endpoint;

import dev.ghlmcp.operation.annotation.Content;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.util.List;

/// The request of one operation, without its values.
///
/// @param method     the HTTP verb
/// @param path       with holes for the path arguments
/// @param version    HighLevel's `Version` header
/// @param tokens     what opens it; the first of these that is configured is sent
/// @param parameters every value and where it travels
/// @param body       that is sent
/// @param answer     what a success is made of
public record Endpoint(
        String method,
        PathTemplate path,
        String version,
        List<TokenClass> tokens,
        List<Parameter> parameters,
        BodyFormat body,
        Content answer) {
    @Override
    public String toString() {
        return method + " " + path;
    }
}
