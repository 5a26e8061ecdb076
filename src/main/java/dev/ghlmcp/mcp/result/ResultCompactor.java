package dev.ghlmcp.mcp.result;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.InvisibleCharacters;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/// Makes an answer shorter without taking anything from it that an assistant could use, in the one pass that also
/// checks and compacts it. Left out are:
///
/// - nulls, empty texts, lists and objects, except right below the root and where the tool's items stand: there an
///   empty list is the answer
/// - `__v`, a counter of HighLevel's database, and `traceId` of a success: nobody can act on either
/// - `firstNameLowerCase` and its like beside `firstName`; alone they stay, as the contact search has no other name
/// - `searchAfter` of each item, because `paging.next` has the one that is needed
/// - invisible and bidirectional characters (see [InvisibleCharacters])
///
/// Ids stay, `_id` too. What outsiders wrote is named in a last member `dataNotInstructions`.
final class ResultCompactor {
    private final JsonParser parser;
    private final JsonGenerator out;
    private final UntrustedText outside = new UntrustedText();
    private final Deque<String> path = new ArrayDeque<>();
    private int place;
    private int places;

    /// Objects and lists that were met but not written, because they may turn out empty.
    private final List<Start> unwritten = new ArrayList<>();

    private record Start(String name, boolean object) {}

    /// Where the listed items stand if that is deeper than right below the root, with the mark of a list; else null.
    private final String items;

    private ResultCompactor(JsonParser parser, JsonGenerator out, String items) {
        this.parser = parser;
        this.out = out;
        this.items = items;
    }

    /// @param json  one object
    /// @param items where the list stands that stays even if it is empty, step by step
    /// @throws tools.jackson.core.JacksonException if it is not one whole JSON value
    static byte[] trim(byte[] json, List<String> items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
        try (JsonParser parser = Json.MAPPER.createParser(json);
                JsonGenerator out = Json.MAPPER.createGenerator(bytes)) {
            parser.nextToken();
            new ResultCompactor(parser, out, items.size() > 1 ? String.join(".", items) + "[]" : null).root();
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "More than one value");
            }
        }
        return bytes.toByteArray();
    }

    private void root() {
        out.writeStartObject();
        members(true);
        outside.write(out);
        out.writeEndObject();
    }

    private void members(boolean root) {
        List<String> lower = List.of();
        int twins = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (InternalFields.is(name, root ? "" : path.getLast())) {
                parser.skipChildren();
            } else if (value == JsonToken.VALUE_STRING && InternalFields.lowerCase(name)) {
                lower = lower.isEmpty() ? new ArrayList<>() : lower;
                lower.add(name);
                lower.add(parser.getString());
            } else {
                twins |=
                        value == JsonToken.VALUE_STRING && parser.getStringLength() > 0 ? InternalFields.twin(name) : 0;
                member(name, value, root);
            }
        }
        for (int i = 0; i < lower.size(); i += 2) {
            String name = lower.get(i);
            if (!InternalFields.repeats(name, twins) && !lower.get(i + 1).isEmpty()) {
                start();
                out.writeName(name).writeString(InvisibleCharacters.without(lower.get(i + 1)));
            }
        }
    }

    private void member(String name, JsonToken value, boolean root) {
        switch (value) {
            case VALUE_NULL -> {}
            case VALUE_STRING -> {
                if (parser.getStringLength() > 0) {
                    text(name);
                }
            }
            case START_OBJECT, START_ARRAY -> container(name, value == JsonToken.START_OBJECT, root);
            default -> {
                start();
                out.writeName(name);
                out.copyCurrentEventExact(parser);
            }
        }
    }

    private void container(String name, boolean object, boolean selected) {
        int depth = unwritten.size();
        unwritten.add(new Start(name, object));
        int outer = place;
        place = ++places;
        path.addLast(object ? name : name + "[]");
        if (selected || (items != null && !object && String.join(".", path).equals(items))) {
            start();
        }
        if (object) {
            members(false);
        } else {
            items();
        }
        path.removeLast();
        place = outer;
        if (unwritten.size() > depth) {
            unwritten.removeLast();
        } else if (object) {
            out.writeEndObject();
        } else {
            out.writeEndArray();
        }
    }

    /// Items keep their places, empty or not.
    private void items() {
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            start();
            switch (item) {
                case START_OBJECT -> {
                    out.writeStartObject();
                    members(false);
                    out.writeEndObject();
                }
                case START_ARRAY -> {
                    out.writeStartArray();
                    items();
                    out.writeEndArray();
                }
                case VALUE_STRING -> string();
                default -> out.copyCurrentEventExact(parser);
            }
        }
    }

    private void text(String name) {
        outside.notice(place, path, name);
        start();
        out.writeName(name);
        string();
    }

    /// The parser's own characters, copied only if some of them are invisible.
    private void string() {
        char[] chars = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int length = parser.getStringLength();
        if (InvisibleCharacters.may(chars, offset, length)) {
            out.writeString(InvisibleCharacters.without(new String(chars, offset, length)));
        } else {
            out.writeString(chars, offset, length);
        }
    }

    private void start() {
        for (Start start : unwritten) {
            out.writeName(start.name());
            if (start.object()) {
                out.writeStartObject();
            } else {
                out.writeStartArray();
            }
        }
        unwritten.clear();
    }
}
