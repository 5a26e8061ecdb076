package dev.ghlmcp.server.hook;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.protocol.BadMessage;
import dev.ghlmcp.server.protocol.BoundedJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How the body of a request to a hook is written: JSON, or the fields of a form.
///
/// @param form    whether it is a form; JSON if not
/// @param charset of a form
record HookFormat(boolean form, Charset charset) {
    /// Messages in one request.
    static final int MAX_MESSAGES = 100;

    private static final int MAX_FIELDS = 1000;
    /// And what is the same in it.
    private static final Set<Charset> UNICODE = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

    private static final Pattern TYPE =
            Pattern.compile("(?i)(application/(?:x-www-form-urlencoded|(?:[\\w.+-]+\\+)?json))\\s*(;.*)?");
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;\"]+)\"?");

    /// Reads the header `Content-Type`.
    ///
    /// @throws HttpError with 415 if it is another format
    static HookFormat of(String contentType) {
        Matcher type = TYPE.matcher(contentType == null ? "" : contentType.strip());
        if (!type.matches()) {
            throw new HttpError(
                    415, "Content-Type must be application/json, or application/x-www-form-urlencoded for a form");
        }
        boolean form = !type.group(1).toLowerCase(Locale.ROOT).endsWith("json");
        Matcher named = CHARSET.matcher(type.group(2) == null ? "" : type.group(2));
        Charset charset = named.find() ? charset(named.group(1)) : StandardCharsets.UTF_8;
        if (!form && !UNICODE.contains(charset)) {
            throw new HttpError(415, "JSON is in UTF-8: send it so, and leave out the charset");
        }
        return new HookFormat(form, charset);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException _) {
            throw new HttpError(415, "The charset of Content-Type is not known here: send UTF-8");
        }
    }

    /// The messages of a body.
    ///
    /// @throws HttpError with 422 and what is wrong with which of them
    List<JsonNode> messages(byte[] body) {
        return form ? List.of(fields(body)) : json(body);
    }

    private static List<JsonNode> json(byte[] body) {
        JsonNode whole;
        try {
            whole = BoundedJson.read(body);
        } catch (BadMessage e) {
            throw wrong("The body cannot be taken: " + e.getMessage());
        }
        if (whole.isObject()) {
            return List.of(whole);
        }
        if (!whole.isArray()) {
            throw wrong("The body must be a JSON object, or a list of objects, and is " + kind(whole));
        }
        if (whole.isEmpty() || whole.size() > MAX_MESSAGES) {
            throw wrong("A list has 1 to " + MAX_MESSAGES + " messages, and this one has " + whole.size());
        }
        List<JsonNode> messages = new ArrayList<>();
        for (JsonNode message : whole) {
            messages.add(message);
            if (!message.isObject()) {
                throw wrong("Message " + messages.size() + " of " + whole.size() + " must be a JSON object and is "
                        + kind(message) + "; none of them was taken");
            }
        }
        return messages;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "null";
        };
    }

    /// A field that comes more than once is a list.
    private ObjectNode fields(byte[] body) {
        ObjectNode fields = Json.MAPPER.createObjectNode();
        int count = 0;
        for (String pair : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
            if (pair.isBlank()) {
                continue;
            }
            if (++count > MAX_FIELDS) {
                throw wrong("A form may have " + MAX_FIELDS + " fields at most");
            }
            int equals = pair.indexOf('=');
            String name = text(equals < 0 ? pair : pair.substring(0, equals), count);
            String value = equals < 0 ? "" : text(pair.substring(equals + 1), count);
            switch (fields.get(name)) {
                case null -> fields.put(name, value);
                case ArrayNode list -> list.add(value);
                case JsonNode before -> fields.putArray(name).add(before).add(value);
            }
        }
        if (count == 0) {
            throw wrong("The form has no fields");
        }
        return fields;
    }

    private String text(String encoded, int number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.write(c == '+' ? ' ' : c);
                continue;
            }
            int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded.charAt(i + 2), 16);
            if (low < 0) {
                throw wrong("Field " + number + " of the form has a % without two hexadecimal digits after it");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException _) {
            throw wrong("Field " + number + " of the form is not in " + charset.name());
        }
    }

    private static HttpError wrong(String sentence) {
        return new HttpError(422, sentence);
    }
}
