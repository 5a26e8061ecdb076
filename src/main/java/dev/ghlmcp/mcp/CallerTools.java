package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import java.time.DateTimeException;
import java.time.ZoneId;
import tools.jackson.databind.node.ObjectNode;

/// The tools that one caller may use, for prompts and lookups that call several of them on the caller's behalf.
///
/// @param list what is offered to the caller, which may be fewer than the dispatcher knows
public record CallerTools(Dispatcher dispatcher, Caller caller, ToolList list) {
    /// Whether a tool can be called.
    public boolean has(String tool) {
        return list.callable().contains(tool);
    }

    /// Calls a tool as the caller would, and refuses one that is out of reach. Nobody is asked: this is for reading.
    public ToolResult call(String tool, ObjectNode arguments) {
        return has(tool)
                ? dispatcher.call(caller, Confirmer.ABSENT, tool, arguments)
                : ToolResult.failed("unknown", tool + " is not offered here.");
    }

    /// The time zone of a sub-account.
    ///
    /// @param location id or name; null for the standard one
    /// @throws DateTimeException with a phrase that says why it cannot be read
    public ZoneId zone(String location) {
        return dispatcher.zone(caller, location);
    }

    /// The account that calls work on.
    public Access access() {
        return caller.access();
    }
}
