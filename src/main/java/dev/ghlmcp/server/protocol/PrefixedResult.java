package dev.ghlmcp.server.protocol;

/// A result with members before its own, as newer eras have.
///
/// @param head   whole members of a JSON object, with a comma after each
/// @param result as a [MethodHandler] gives it
public record PrefixedResult(String head, Object result) {}
