package dev.ghlmcp.mcp.time;

import dev.ghlmcp.catalog.TimeArgument;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.mcp.input.Complaints;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Reads the times in the arguments of a call, by one rule for all tools, and puts them into ISO 8601: a date-time
/// without offset is one of the sub-account's time zone, a date is that day there, a number is seconds or milliseconds
/// since 1970. HighLevel is asked for the zone only where that is needed. Thread-safe.
///
/// @param zones of the sub-accounts
public record DateTimes(LocationZones zones) {
    /// Where a tool with times has this argument, it says in which zone they are.
    private static final String TIMEZONE = "timezone";

    /// Reads them.
    ///
    /// @param arguments  valid but for their times; these are replaced by their plain form
    /// @param complaints gets a sentence for each that is no time; if there are some, nothing is read
    /// @return how those were read that were not in their plain form, and in which zone; null if there were none
    public ObjectNode read(HighLevelClient client, ToolDefinition tool, ObjectNode arguments, Complaints complaints) {
        if (!complaints.isEmpty()) {
            return null;
        }
        if (tool.toolset().equals("locations") && arguments.has(TIMEZONE)) {
            zones.forget(client.locations().of(arguments));
        }
        String named = arguments.path(TIMEZONE).asString("");
        ArgumentTimes times = new ArgumentTimes(
                () -> named.isEmpty() ? zones.of(client, arguments) : ZoneId.of(named),
                !tool.hints().readOnly(),
                complaints);
        for (TimeArgument time : tool.times()) {
            if (time.kind() == TimeArgument.Kind.FILTER) {
                arguments.path(time.name()).forEach(filter -> times.filter(time, filter));
            } else {
                times.walk(time, time.path(), "", arguments);
            }
        }
        return times.read();
    }

    /// A day such as `2030-01-31`, read as in the arguments of tools.
    ///
    /// @param name of the argument, for sentences
    /// @param zone asked where the text needs one
    /// @throws IllegalArgumentException with a sentence if it is none
    public static String day(String name, String text, Supplier<ZoneId> zone) {
        TimeArgument day = new TimeArgument(List.of(name), TimeArgument.Kind.DAY, false, null, List.of());
        return new TimeReading(day, false, name, zone).of(text);
    }
}
