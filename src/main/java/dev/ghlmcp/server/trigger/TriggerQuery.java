package dev.ghlmcp.server.trigger;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.watch.RequestArguments;
import dev.ghlmcp.watch.service.WatchTimes;
import io.helidon.common.uri.UriQuery;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request for events asks for.
///
/// @param arguments of the operation, as texts: the watch reads them by its schema
/// @param limit     how many events; 0 if that is not said
/// @param every     how often to poll; null if that is not said
/// @param sample    whether to show what there is as long as nothing has happened
record TriggerQuery(ObjectNode arguments, int limit, Duration every, boolean sample) {
    /// What is no argument of the operation.
    static final RequestArguments OWN = new RequestArguments(List.of("every", "limit", "sample"));

    private static final int MAX = 2000;
    private static final Pattern PERCENT = Pattern.compile("%([0-9A-Fa-f]{2})");

    /// @param known the operation's arguments
    /// @throws IllegalArgumentException with a sentence if it cannot be understood
    static TriggerQuery of(UriQuery query, JsonNode known) {
        refuseBroken(query.rawValue());
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
            if (name.indexOf('\0') >= 0 || values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw new IllegalArgumentException("The address has a %00 after its question mark: leave it out");
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

    /// Bytes that are no text would be read as another text.
    private static void refuseBroken(String raw) {
        byte[] bytes = PERCENT.matcher(raw)
                .replaceAll(one -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(one.group(1), 16))))
                .getBytes(StandardCharsets.ISO_8859_1);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException _) {
            throw new IllegalArgumentException(
                    "The address has bytes after its question mark that are no UTF-8: write texts in UTF-8, as tools do"
                            + " that encode addresses");
        }
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
