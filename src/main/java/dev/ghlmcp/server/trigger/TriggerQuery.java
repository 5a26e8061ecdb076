package dev.ghlmcp.server.trigger;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.watch.service.WatchTimes;
import io.helidon.common.uri.UriQuery;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request for events asks for.
///
/// @param arguments of the operation, as texts: the watch reads them by its schema
/// @param limit     how many events; 0 if that is not said
/// @param every     how often to poll; null if that is not said
/// @param sample    whether to show what there is as long as nothing has happened
record TriggerQuery(ObjectNode arguments, int limit, Duration every, boolean sample) {
    private static final int MAX = 2000;

    /// @param known the operation's arguments
    /// @throws IllegalArgumentException with a sentence if it cannot be understood
    static TriggerQuery of(UriQuery query, JsonNode known) {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        int limit = 0;
        Duration every = null;
        boolean sample = false;
        for (String name : query.names()) {
            List<String> values = query.all(name);
            boolean list = known.path(name).path("type").asString("").equals("array");
            if (values.size() > 1 && !list) {
                throw new IllegalArgumentException(name + " is given twice: leave one of them out");
            }
            String value = values.isEmpty() ? "" : values.getFirst();
            switch (name) {
                case "limit" -> limit = limit(value);
                case "every" -> every = WatchTimes.interval("every", value);
                case "sample" -> sample = sample(value);
                default -> {
                    if (values.size() > 1) {
                        values.forEach(arguments.putArray(name)::add);
                    } else {
                        arguments.put(name, value);
                    }
                }
            }
        }
        return new TriggerQuery(arguments, limit, every, sample);
    }

    private static int limit(String value) {
        if (!value.matches("\\d{1,4}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MAX) {
            throw new IllegalArgumentException(
                    "limit is how many events to show, from 1 to " + MAX + ", got '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    private static boolean sample(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("sample is true or false, got '" + value + "'");
        };
    }
}
