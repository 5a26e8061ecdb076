package dev.ghlmcp.server;

/// Compact JSON that is written as it stands.
///
/// @param text one complete JSON value
record PreparedJson(String text) {}
