package dev.ghlmcp.mcp;

import dev.ghlmcp.highlevel.Access;

/// Who calls a tool.
///
/// @param principal the name in logs and audits
/// @param access    whose account the call works on; null for the one that the server is configured with
public record Caller(String principal, Access access) {
    /// The person who started this program.
    public static final Caller LOCAL = new Caller("local", null);
}
