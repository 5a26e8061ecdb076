package dev.ghlmcp.cli.sync;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.run.SyncMessage;
import dev.ghlmcp.sync.run.SyncState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Messages as rows.
final class MessageRows {
    /// The header of a message that came from a file: the number of its line.
    static final String LINE = "csv-line";

    static final List<String> COLUMNS =
            List.of("message", "line", "received", "ended", "state", "id", "record", "attempts", "reason", "problem");

    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,5})([smhd])");

    private MessageRows() {}

    static ObjectNode row(SyncMessage message) {
        ObjectNode row = Json.MAPPER.createObjectNode().put("message", message.id());
        if (line(message) > 0) {
            row.put("line", line(message));
        }
        row.put("received", time(message.at()));
        if (message.ended() != 0) {
            row.put("ended", time(message.ended()));
        }
        row.put("state", message.state().word()).put("id", message.externalId());
        row.put("record", message.highLevelId()).put("attempts", message.attempts());
        return row.put("reason", message.reason()).put("problem", message.problem());
    }

    /// A message as a line of an import; it is left if something is still to be done.
    static ObjectNode settled(long line, SyncMessage message) {
        boolean left = message.state().open() && message.state() != SyncState.WAITING;
        return settled(line, left ? "left" : message.state().word(), message.id(), message);
    }

    /// @param message null if it is not known any more
    static ObjectNode settled(long line, String state, String id, SyncMessage message) {
        ObjectNode row = ImportReport.row(line, state, message == null ? "" : message.externalId());
        row.put("record", message == null ? "" : message.highLevelId()).put("message", id);
        return row.put("reason", message == null ? "" : message.reason())
                .put("problem", message == null ? "" : message.problem());
    }

    /// The line of the file that a message came from; 0 if it came another way.
    static long line(SyncMessage message) {
        return message.input() == null
                ? 0
                : Long.parseLong(message.input().headers().getOrDefault(LINE, "0"));
    }

    static String time(long millis) {
        return millis == 0
                ? ""
                : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// A time span, such as 30m, 12h or 7d.
    ///
    /// @throws IllegalArgumentException with a sentence if it is none
    static Duration span(String option, String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(option + " is a time such as 30m, 12h or 7d, got '" + text + "'");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
