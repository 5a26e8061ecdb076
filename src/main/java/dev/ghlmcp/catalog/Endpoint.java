package dev.ghlmcp.catalog;

import java.util.List;

/// The request of one operation, without its values.
///
/// @param method     the HTTP verb
/// @param path       with holes for the path arguments
/// @param version    HighLevel's `Version` header
/// @param parameters every argument and where it travels
/// @param body       a JSON body is sent, `{}` if no argument fills it
public record Endpoint(String method, PathTemplate path, String version, List<Parameter> parameters, boolean body) {
    @Override
    public String toString() {
        return method + " " + path;
    }
}
