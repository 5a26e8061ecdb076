package dev.ghlmcp.server.protocol;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads JSON from clients into a tree, up to a number of values that no honest message exceeds: small values take far
/// more memory than bytes.
public final class BoundedJson {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_VALUES = 100_000;
    private static final int MAX_MEMBERS = 10_000;
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private int values;

    private BoundedJson(JsonParser parser) {
        this.parser = parser;
    }

    /// Reads one value.
    ///
    /// @throws BadMessage if the bytes are none, or too many values
    public static JsonNode read(byte[] bytes) throws BadMessage {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new BadMessage(ErrorCodes.PARSE_ERROR, "an empty message");
            }
            JsonNode value = new BoundedJson(parser).value(first, 0);
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

    private JsonNode value(JsonToken token, int depth) throws BadMessage {
        if (++values > MAX_VALUES) {
            throw tooMany("a message may have " + MAX_VALUES + " values at most");
        }
        if (depth > MAX_DEPTH) {
            throw tooMany("a message may be nested " + MAX_DEPTH + " deep at most");
        }
        return switch (token) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private JsonNode integer() {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private ArrayNode array(int depth) throws BadMessage {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            array.add(value(item, depth + 1));
        }
        return array;
    }

    private ObjectNode object(int depth) throws BadMessage {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            object.set(name, value(parser.nextToken(), depth + 1));
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
