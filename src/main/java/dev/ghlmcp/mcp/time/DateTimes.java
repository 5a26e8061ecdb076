package dev.ghlmcp.mcp.time;

import dev.ghlmcp.catalog.TimeArgument;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.mcp.input.Complaints;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Reads the times in the arguments of a call and puts them into ISO 8601, by one rule for all tools: a date-time
/// without offset and a date are in the sub-account's time zone, a number is seconds or milliseconds since 1970.
/// HighLevel is asked for the zone only where a time needs it. Thread-safe.
///
/// @param zones of the sub-accounts
public record DateTimes(LocationZones zones) {
    /// The argument that says in which zone the times of the call are, if the tool has it.
    private static final String TIMEZONE = "timezone";

    /// Replaces the times by their plain form.
    ///
    /// @param arguments  valid but for their times
    /// @param complaints gets a sentence for each text that is no time; if it has some already, nothing is read
    /// @return the times that were not in their plain form as they were read, and their zone; null for none
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

    /// The day that a text means, as `2030-01-31`.
    ///
    /// @param name of the argument, for sentences
    /// @param zone asked for if the text needs one
    /// @throws IllegalArgumentException with a sentence if it is no day
    public static String day(String name, String text, Supplier<ZoneId> zone) {
        TimeArgument day = new TimeArgument(List.of(name), TimeArgument.Kind.DAY, false, null, List.of());
        return new TimeReading(day, false, name, zone).of(text);
    }
}
