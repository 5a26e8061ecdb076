package dev.ghlmcp.json;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The one JSON mapper of the program. Numbers keep their digits, so that what passes through is not changed.
public final class Json {
    /// Reads trees and writes them compactly.
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /// The same JSON without white space between its parts, checked on the way, without building a tree.
    ///
    /// @throws JacksonException if it is not one whole JSON value
    public static byte[] compact(byte[] json) {
        ByteArrayOutputStream compact = new ByteArrayOutputStream(json.length);
        try (JsonParser parser = MAPPER.createParser(json);
                JsonGenerator generator = MAPPER.createGenerator(compact)) {
            parser.nextToken();
            generator.copyCurrentStructureExact(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "More than one value");
            }
        }
        return compact.toByteArray();
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
