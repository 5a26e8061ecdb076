package dev.ghlmcp.catalog.endpoint;

/// What a client may assume before it calls a tool, as the MCP specification names it (`ToolAnnotations`, 2025-11-25).
/// The open-world hint is not served: every tool reaches HighLevel, and that is what clients assume.
///
/// @param readOnly    changes nothing
/// @param destructive may remove or overwrite what the call does not name
/// @param idempotent  a second identical call changes nothing more
/// @param consent     what a person has to agree to; not served
public record ToolHints(boolean readOnly, boolean destructive, boolean idempotent, ToolRisk consent) {}
