package dev.ghlmcp.server;

/// Compact JSON that is written as it stands.
///
/// @param bytes one complete JSON value in UTF-8
record PreparedJson(byte[] bytes) {}
