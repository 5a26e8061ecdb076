package dev.ghlmcp.server.protocol;

/// Compact JSON that is written as it stands.
///
/// @param bytes one complete JSON value in UTF-8
public record PreparedJson(byte[] bytes) {}
