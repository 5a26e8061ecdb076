package dev.ghlmcp.mcp;

import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/// Notices which members hold what outsiders wrote: bodies of messages and notes, subjects, answers in forms. A result
/// names them in `dataNotInstructions`; the name says it to an assistant that reads nothing else. Told by the members'
/// names, which HighLevel uses alike everywhere.
final class OutsideText {
    private static final Set<String> NAMES = Set.of(
            "body", "lastMessageBody", "subject", "emailSubject", "html", "rawHTML", "notes", "transcript", "comment");
    private static final Set<String> ANSWERS = Set.of("value", "fieldValue", "field_value", "fieldValueString");

    private Set<String> paths;

    boolean wrote(String name, Deque<String> path) {
        return NAMES.contains(name)
                || (ANSWERS.contains(name) && !path.isEmpty() && path.getLast().equals("customFields[]"));
    }

    void at(Deque<String> path, String name) {
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
