package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.time.BookedTimes;
import dev.ghlmcp.mcp.time.LocalTimes;
import dev.ghlmcp.text.ForeignText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Parts of the sentences that say what a deletion takes along.
///
/// @param reads  of the records around the one that goes
/// @param now    tells past appointments from next ones
/// @param unread what could not be read
record ImpactParts(TimedReads reads, Instant now, List<String> unread) {
    private static final int MAX_NAMED = 3;
    private static final int MAX_CALENDARS = 20;

    /// Where the offset begins in a time of the form 2030-01-31T14:00:00-05:00.
    private static final int SECONDS = 19;

    /// The next appointments of a list; null for none.
    String appointments(String source) {
        JsonNode answer = read(source, "appointments");
        BookedTimes booked = BookedTimes.of(answer.path("events"), times(), now);
        int count = booked.next().size() + booked.more();
        return count == 0
                ? null
                : count(count, "booked appointment")
                        + named(
                                booked.next(),
                                count,
                                one -> quoted(one.path("title").asString("")) + " " + time(one.path("startTime")),
                                MAX_NAMED);
    }

    /// How many records a list has, and the names of the first; null for none.
    String list(String source, String list, String noun, String name) {
        JsonNode answer = read(source, plural(noun));
        JsonNode items = list.isEmpty() ? answer : answer.path(list);
        int count = Math.max(
                items.size(),
                Stream.of(answer.at("/meta/total"), answer.path("count"), answer.path("total"))
                        .mapToInt(total -> total.asInt(0))
                        .max()
                        .orElse(0));
        return count == 0
                ? null
                : count(count, noun)
                        + named(
                                items.valueStream().toList(),
                                count,
                                one -> quoted(
                                        name.isEmpty()
                                                ? person(one)
                                                : one.path(name).asString("")),
                                noun.equals("calendar") ? MAX_CALENDARS : MAX_NAMED);
    }

    /// What was read with a tool; a missing node, which is noted, if it is not there.
    JsonNode read(String source, String what) {
        JsonNode answer = reads.of(source);
        if (answer == null) {
            if (!unread.contains(what)) {
                unread.add(what);
            }
            return Json.MAPPER.missingNode();
        }
        return answer;
    }

    String time(JsonNode value) {
        String text = times().text(value);
        return text == null
                ? ""
                : text.substring(0, 16).replace('T', ' ')
                        + (text.length() > SECONDS
                                ? " " + text.substring(SECONDS).replace("Z", "UTC")
                                : "");
    }

    private LocalTimes times() {
        JsonNode location = reads.of("get_location");
        try {
            return new LocalTimes(
                    location == null
                            ? null
                            : ZoneId.of(location.at("/location/timezone").asString("")));
        } catch (DateTimeException _) {
            return new LocalTimes(null);
        }
    }

    static String lost(String... parts) {
        String all = joined(parts);
        return all.isEmpty() ? "" : "Lost for good: " + all + ". ";
    }

    static String open(String... parts) {
        String all = joined(parts);
        return all.isEmpty()
                ? ""
                : "May stay behind, as HighLevel does not say what becomes of it: " + all
                        + ". Cancel, move or reassign first what must not stay. ";
    }

    private static String joined(String... parts) {
        List<String> there = new ArrayList<>();
        for (String part : parts) {
            if (part != null) {
                there.add(part);
            }
        }
        return String.join(", ", there);
    }

    static String count(int count, String noun) {
        return count + " " + (count == 1 ? noun : plural(noun));
    }

    /// The names of calendars: each of them counts.
    static String names(List<JsonNode> calendars) {
        return named(calendars, calendars.size(), one -> quoted(one.path("name").asString("")), MAX_CALENDARS);
    }

    private static String named(List<JsonNode> items, int count, Function<JsonNode, String> name, int max) {
        List<String> names = items.stream()
                .limit(max)
                .map(name)
                .filter(text -> !text.equals("\"\""))
                .toList();
        return names.isEmpty()
                ? ""
                : " (" + String.join(", ", names) + (count > names.size() ? " and others" : "") + ")";
    }

    private static String person(JsonNode contact) {
        String full = (contact.path("firstName").asString("") + " "
                        + contact.path("lastName").asString(""))
                .strip();
        return Stream.of(
                        full,
                        contact.path("contactName").asString(""),
                        contact.path("name").asString(""),
                        contact.path("firstNameLowerCase").asString("") + " "
                                + contact.path("lastNameLowerCase").asString(""))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    static String quoted(String text) {
        return ForeignText.quoted(text);
    }

    private static String plural(String noun) {
        return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }
}
