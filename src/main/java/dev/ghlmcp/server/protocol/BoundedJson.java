package dev.ghlmcp.server.protocol;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON from clients into maps and lists, up to a number of values that no honest message exceeds: small values
/// take far more memory than bytes.
final class BoundedJson {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_VALUES = 100_000;
    private static final int MAX_MEMBERS = 10_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private int values;

    private BoundedJson(JsonParser parser) {
        this.parser = parser;
    }

    /// Reads one value.
    ///
    /// @throws BadMessage if the bytes are none, or too many values
    static Object read(byte[] bytes) throws BadMessage {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new BadMessage(ErrorCodes.PARSE_ERROR, "an empty message");
            }
            Object value = new BoundedJson(parser).value(first, 0);
            if (parser.nextToken() != null) {
                throw new BadMessage(ErrorCodes.PARSE_ERROR, "more than one JSON value");
            }
            return value;
        } catch (StreamConstraintsException | NumberFormatException _) {
            // The latter comes for numbers with an exponent beyond all reason.
            throw tooMany(
                    "a name may have 50,000 characters at most, and a number 1,000 digits and an exponent that fits"
                            + " 32 bits");
        } catch (JacksonException _) {
            throw new BadMessage(ErrorCodes.PARSE_ERROR, "not valid JSON in UTF-8");
        }
    }

    private Object value(JsonToken token, int depth) throws BadMessage {
        if (++values > MAX_VALUES) {
            throw tooMany("a message may have " + MAX_VALUES + " values at most");
        }
        if (depth > MAX_DEPTH) {
            throw tooMany("a message may be nested " + MAX_DEPTH + " deep at most");
        }
        return switch (token) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    array.add(value(item, depth + 1));
                }
                yield array;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private Map<String, Object> object(int depth) throws BadMessage {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            object.put(name, value(parser.nextToken(), depth + 1));
            if (object.size() > MAX_MEMBERS) {
                throw tooMany("an object may have " + MAX_MEMBERS + " members at most");
            }
        }
        return object;
    }

    private static BadMessage tooMany(String sentence) {
        return new BadMessage(ErrorCodes.INVALID_REQUEST, sentence);
    }
}
