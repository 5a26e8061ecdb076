package dev.ghlmcp.server.event;

import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.watch.service.WatchTimes;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request says of the events that it wants.
///
/// @param name      of the type
/// @param arguments of the operation
/// @param every     how often to look; null for what suits the operation
/// @param cursor    of what the client knows; null for from now on
/// @param maxAgeMs  how old events may be; negative for any age
record EventRequest(String name, ObjectNode arguments, Duration every, String cursor, long maxAgeMs) {
    /// @throws io.modelcontextprotocol.spec.McpError if params are not those of a subscription
    static EventRequest of(ObjectNode params) {
        ObjectNode arguments = Params.arguments(params).deepCopy();
        JsonNode every = arguments.remove(EventTypes.EVERY);
        JsonNode cursor = params.path("cursor");
        if (!missing(cursor) && !cursor.isString()) {
            throw ProtocolErrors.invalid("params.cursor must be a string, or null for from now on");
        }
        return new EventRequest(
                Params.text(params, "name"),
                arguments,
                every == null || every.isNull() ? null : WatchTimes.interval("arguments.every", every.asString("")),
                missing(cursor) ? null : cursor.stringValue(),
                number(params, "maxAgeMs", 0, Long.MAX_VALUE, -1));
    }

    /// A whole number among params.
    ///
    /// @param max      what is more counts as this
    /// @param fallback if it is left out
    static long number(ObjectNode params, String name, long min, long max, long fallback) {
        JsonNode value = params.path(name);
        if (missing(value)) {
            return fallback;
        }
        boolean huge = value.isBigInteger() && !value.canConvertToLong();
        if (!value.isIntegralNumber() || (huge ? value.bigIntegerValue().signum() < 0 : value.longValue() < min)) {
            throw ProtocolErrors.invalid("params." + name + " must be a whole number of " + min + " or more");
        }
        return huge ? max : Math.min(value.longValue(), max);
    }

    private static boolean missing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
