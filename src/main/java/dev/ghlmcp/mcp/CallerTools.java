package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.mcp.call.CallableTools;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import java.time.DateTimeException;
import java.time.ZoneId;
import tools.jackson.databind.node.ObjectNode;

/// The tools that can be called on behalf of one client: by `call_tool`, by prompts and for resources.
///
/// @param person asked where the rules say so
/// @param view   the tools as the client sees them, which may be fewer than the dispatcher has
public record CallerTools(Dispatcher dispatcher, Caller caller, Confirmer person, ToolView view)
        implements CallableTools {
    /// For reading, where nobody is asked.
    public CallerTools(Dispatcher dispatcher, Caller caller, ToolView view) {
        this(dispatcher, caller, Confirmer.ABSENT, view);
    }

    @Override
    public boolean has(String tool) {
        return view.callable().contains(tool);
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments) {
        String refusal = view.indirectRefusal(tool);
        return refusal == null ? dispatcher.run(this, tool, arguments) : ToolResult.failed(ToolResult.UNKNOWN, refusal);
    }

    /// The time zone of a sub-account.
    ///
    /// @param location id or name; null for the standard one
    /// @throws DateTimeException with a phrase that says why it cannot be read
    public ZoneId zone(String location) {
        return dispatcher.zone(caller, location);
    }

    @Override
    public Access access() {
        return caller.access();
    }
}
