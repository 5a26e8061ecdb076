package dev.ghlmcp.cli.install.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON with comments and trailing commas, and where in its text an object and its members stand. The parser finds the
/// places, so what is between them need not be understood, and stays to the letter.
///
/// @param text of the whole file
record EditableJson(String text) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

    /// A member, from the quote before its name to the end of its value.
    record Member(String name, int start, int value, int end, JsonToken kind) {}

    /// An object, from its brace to the place of the closing one.
    record Braces(int open, int close, List<Member> members) {
        /// The member of this name, or null.
        Member member(String name) {
            return members.stream()
                    .filter(member -> member.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// What it means.
    JsonNode tree() throws InstallException {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (!tree.isObject()) {
                throw new InstallException("does not hold a JSON object");
            }
            return tree;
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    /// The object that is all of it.
    Braces root() throws InstallException {
        return braces(0);
    }

    /// The object that begins at or after a place.
    ///
    /// @throws InstallException if there is none, or it has a name twice, of which programs read one or the other
    Braces braces(int from) throws InstallException {
        List<Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        char[] characters = text.substring(from).toCharArray();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), characters)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InstallException("does not hold a JSON object");
            }
            int open = from + start(parser);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                int start = from + start(parser);
                JsonToken kind = parser.nextToken();
                int value = from + start(parser);
                parser.skipChildren();
                parser.finishToken();
                int end = from + (int) parser.currentLocation().getCharOffset();
                if (!names.add(name)) {
                    throw new InstallException("has the name " + name + " twice in one object");
                }
                members.add(new Member(name, start, value, end, kind));
            }
            return new Braces(open, from + start(parser), members);
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    /// Where the comma after a place stands, past space and comments; -1 if something else comes first.
    int comma(int from) {
        int at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                at = after("\n", at);
            } else if (text.startsWith("/*", at)) {
                at = after("*/", at + 2);
            } else {
                return text.charAt(at) == ',' ? at : -1;
            }
        }
        return -1;
    }

    /// The spaces and tabs at the beginning of the line of a place.
    String indentation(int at) {
        int line = text.lastIndexOf('\n', at - 1) + 1;
        int end = line;
        while (end < at && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(line, end);
    }

    private int after(String mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? text.length() : at + mark.length();
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /// Without the parser's message, which quotes the file.
    private static InstallException invalid(JacksonException e) {
        String where = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return new InstallException("is not valid JSON" + where + ": mend it first");
    }
}
