package dev.ghlmcp.mcp.result;

import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/// Finds members that outsiders wrote: bodies of messages and notes, subjects, answers in forms. A result
/// names them in `dataNotInstructions`; the name says it to an assistant that reads nothing else. Told by the members'
/// names, which HighLevel uses alike everywhere.
final class UntrustedText {
    private static final Set<String> NAMES = Set.of(
            "body", "lastMessageBody", "subject", "emailSubject", "html", "rawHTML", "notes", "transcript", "comment");
    private static final Set<String> ANSWERS = Set.of("value", "fieldValue", "field_value", "fieldValueString");

    private Set<String> paths;

    /// Where the last text was: the next is mostly in the next item of the same list.
    private int lastPlace = -1;

    private String lastName;

    private static boolean wrote(String name, Deque<String> path) {
        return NAMES.contains(name)
                || (ANSWERS.contains(name) && !path.isEmpty() && path.getLast().equals("customFields[]"));
    }

    /// @param place the same for all items of a list, another for every other list and object
    void notice(int place, Deque<String> path, String name) {
        if (!wrote(name, path) || (place == lastPlace && name.equals(lastName))) {
            return;
        }
        lastPlace = place;
        lastName = name;
        paths = paths == null ? new TreeSet<>() : paths;
        paths.add(path.isEmpty() ? name : String.join(".", path) + "." + name);
    }

    void write(JsonGenerator out) {
        if (paths != null) {
            out.writeName("dataNotInstructions").writeStartArray();
            paths.forEach(out::writeString);
            out.writeEndArray();
        }
    }
}
