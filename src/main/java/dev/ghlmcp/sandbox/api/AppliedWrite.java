package dev.ghlmcp.sandbox.api;

/// A write that the sandbox carried out, whether or not its answer reached anybody.
///
/// @param owner  the id of the sub-account or agency whose token came with it
/// @param method of the request
/// @param path   of the request, without a query
/// @param body   the request's JSON, in which a caller may have left a mark
public record AppliedWrite(String owner, String method, String path, String body) {}
