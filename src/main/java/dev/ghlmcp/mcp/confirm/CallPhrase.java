package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.secret.SecretMembers;
import dev.ghlmcp.text.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A call in words, such as `Delete contact: "Maria Lopez" (contactId "ouXv...")`, with every argument. What the
/// assistant or an outsider wrote stands between quotation marks. Where a name cannot be read, the id stands alone.
final class CallPhrase {
    private static final int MAX_NAMED = 20;
    private static final int MAX_VALUE = 60;
    private static final int MAX_OBJECT = 200;

    /// Of what is sent or published the person reads all, or is told how much more there is.
    private static final int MAX_TEXT = 1600;

    private final RecordNames names;
    private final ToolDefinition tool;
    private final ObjectNode arguments;
    private final List<String> holes;
    private final boolean record;
    private final Map<String, List<RecordNames.Wanted>> wanted = new LinkedHashMap<>();

    /// Begins to read the names.
    ///
    /// @param tool      that is about to be called
    /// @param arguments of the call
    CallPhrase(RecordNames names, ToolDefinition tool, ObjectNode arguments) {
        this.names = names;
        this.tool = tool;
        this.arguments = arguments;
        // The last hole names the record of the call, those before it the records around it.
        this.holes = tool.endpoints().getFirst().path().holes().reversed();
        // Of an operation that changes the sub-account itself, this is the record.
        this.record = tool.indexed()
                && !holes.isEmpty()
                && holes.getFirst().equals(Declaration.LOCATION_ID)
                && tool.endpoint().path().toString().endsWith("}");
        Stream.concat(holes.stream(), arguments.propertyNames().stream())
                .distinct()
                .filter(name -> arguments.has(name) && (record || !name.equals(Declaration.LOCATION_ID)))
                .forEach(name -> wanted.put(
                        name,
                        names.names(name) && !emptied(name)
                                ? items(arguments.get(name))
                                        .limit(MAX_NAMED)
                                        .map(id -> names.start(tool, name, id, arguments))
                                        .toList()
                                : List.of()));
    }

    private boolean emptied(String name) {
        JsonNode value = arguments.get(name);
        return value.isNull() || value.equals(tool.traits().clear().get(name));
    }

    private static Stream<JsonNode> items(JsonNode value) {
        return value.isArray() ? value.valueStream() : Stream.of(value);
    }

    String text() {
        List<String> parts = new ArrayList<>();
        wanted.forEach((name, records) -> {
            JsonNode value = arguments.get(name);
            if (emptied(name)) {
                String meaning = tool.traits().of(name).nullable();
                parts.add(name + (meaning == null ? " is EMPTIED" : " none: " + meaning));
            } else if (SecretMembers.named(name)) {
                parts.add("a new " + name);
            } else if (records.isEmpty()) {
                parts.add(name + " " + shown(value));
            } else {
                records.forEach(record -> parts.add(named(record)));
                if (value.size() > records.size()) {
                    parts.add(value.size() - records.size() + " more of " + name);
                }
            }
        });
        String location = record ? null : names.location(arguments);
        return tool.title()
                + (parts.isEmpty() ? "" : ": " + String.join(", ", parts))
                + (location == null ? "" : ", in " + location);
    }

    private String named(RecordNames.Wanted record) {
        String shown =
                record.argument() + " " + ForeignText.quoted(record.id().asString(""), MAX_VALUE) + names.facts(record);
        String name = names.name(record);
        return name == null ? shown : '"' + name + "\" (" + shown + ")";
    }

    private static String shown(JsonNode value) {
        if (value.isString()) {
            return whole(value.stringValue(), "\"");
        }
        if (!value.isArray()) {
            return whole(SecretMembers.masked(value).toString(), "");
        }
        List<String> texts = new ArrayList<>(value.valueStream()
                .limit(MAX_NAMED)
                .map(item -> item.isString()
                        ? ForeignText.quoted(item.stringValue(), MAX_VALUE)
                        : ForeignText.line(SecretMembers.masked(item).toString(), MAX_OBJECT))
                .toList());
        if (value.size() > MAX_NAMED) {
            texts.add(value.size() - MAX_NAMED + " more");
        }
        return texts.toString();
    }

    private static String whole(String text, String mark) {
        int more = ForeignText.line(text, Integer.MAX_VALUE).length() - MAX_TEXT;
        return mark
                + ForeignText.line(text, MAX_TEXT)
                + mark
                + (more > 0 ? " (" + more + " more characters are not shown)" : "");
    }

    /// The arguments that name the record of the call and those around it, of which HighLevel says that there is none.
    List<RecordNames.Wanted> absent() {
        return around().filter(names::absent).toList();
    }

    /// The same, of which no name could be read.
    List<String> unnamed() {
        return around().filter(record -> names.name(record) == null && !names.read(record))
                .map(record -> "what " + record.argument() + " names")
                .toList();
    }

    private Stream<RecordNames.Wanted> around() {
        return holes.stream().flatMap(hole -> wanted.getOrDefault(hole, List.of()).stream());
    }
}
