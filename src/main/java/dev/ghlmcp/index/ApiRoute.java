package dev.ghlmcp.index;

/// How an operation is called in one of HighLevel's two generations.
///
/// @param method       the HTTP verb
/// @param path         with the names of its parameters in braces
/// @param version      the `Version` header
/// @param parameters   of the path
/// @param query        parameters after the path
/// @param body         an object, mostly; null if the request has none
/// @param bodyOptional the documents allow to leave the body out
/// @param content      of the body
public record ApiRoute(
        String method,
        String path,
        String version,
        Shape.Members parameters,
        Shape.Members query,
        Shape body,
        boolean bodyOptional,
        Content content) {
    /// How a body is written.
    public enum Content {
        /// `application/json`.
        JSON,
        /// `multipart/form-data`: it may have files.
        MULTIPART,
        /// `application/x-www-form-urlencoded`.
        FORM
    }
}
