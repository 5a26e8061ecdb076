package dev.ghlmcp.json;

import java.util.Map;
import java.util.function.ToIntFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The one JSON mapper of the program. Numbers keep their digits, so that what passes through is not changed.
public final class Json {
    /// Reads trees and writes them compactly.
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /// Such as a control character, written as six.
    private static final int MAX_BYTES_OF_CHAR = 6;

    private Json() {}

    /// How many bytes a value takes when it is written, without writing it.
    public static int size(JsonNode value) {
        return size(value, Json::written);
    }

    /// Whether a value takes no more bytes than this. Most do so by far, which the lengths of their texts tell: looking
    /// at
    /// each character took 5 % of a call.
    public static boolean fits(JsonNode value, int max) {
        return size(value, text -> 2 + MAX_BYTES_OF_CHAR * text.length()) <= max || size(value) <= max;
    }

    private static int size(JsonNode value, ToIntFunction<String> written) {
        if (value.isString()) {
            return written.applyAsInt(value.stringValue());
        }
        if (!value.isContainer()) {
            // A node's toString() makes a mapper of its own.
            return value.isNull() ? "null".length() : value.asString().length();
        }
        int size = 1 + Math.max(1, value.size());
        if (value.isArray()) {
            for (JsonNode item : value) {
                size += size(item, written);
            }
            return size;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            size += written.applyAsInt(member.getKey()) + 1 + size(member.getValue(), written);
        }
        return size;
    }

    private static int written(String text) {
        int size = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                size += c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f' ? 2 : 6;
            } else if (c < 0x80) {
                size += c == '"' || c == '\\' ? 2 : 1;
            } else {
                // Half of a character that takes two chars is two of its four bytes.
                size += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return size;
    }

    /// Whether the bytes are one whole JSON value; builds no tree.
    public static boolean whole(byte[] json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }
}
