package dev.ghlmcp.highlevel.request;

import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.catalog.endpoint.PathTemplate.Segment;
import dev.ghlmcp.highlevel.account.DefaultIds;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Content;
import dev.ghlmcp.operation.annotation.Place;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.text.Excerpt;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One HTTP request to HighLevel, without the token.
///
/// @param method  the verb
/// @param target  path and query, percent-encoded
/// @param version the `Version` header
/// @param body    null for none
/// @param answer  what a success is made of
public record ApiRequest(String method, String target, String version, EncodedBody body, Content answer) {
    /// What an id may be made of. HighLevel's ids are base62, hexadecimal or UUIDs; a slash or a dot segment would
    /// address another route.
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

    /// Puts the arguments where the endpoint wants them. An argument left out is not sent; an explicit null is.
    ///
    /// @param ids fills what the caller may leave out
    /// @throws IllegalArgumentException with a sentence for the caller if an argument is missing or cannot travel
    public static ApiRequest of(Endpoint endpoint, ObjectNode arguments, DefaultIds ids) {
        StringBuilder query = new StringBuilder();
        ObjectNode members = Json.MAPPER.createObjectNode();
        JsonNode body = members;
        for (Parameter parameter : endpoint.parameters()) {
            JsonNode value = value(parameter, arguments, ids);
            if (value == null) {
                continue;
            }
            switch (parameter.place()) {
                case PATH -> {}
                case BODY -> {
                    if (parameter.wire().isEmpty()) {
                        members.setAll((ObjectNode) value);
                    } else {
                        members.set(parameter.wire(), value);
                    }
                }
                case WHOLE_BODY -> body = value;
                case QUERY -> append(query, parameter.wire(), value);
            }
        }
        return new ApiRequest(
                endpoint.method(),
                path(endpoint, arguments, ids) + query,
                endpoint.version(),
                switch (endpoint.body()) {
                    case NONE -> null;
                    case JSON -> EncodedBody.json(body);
                    case MULTIPART -> EncodedBody.multipart(body);
                },
                endpoint.answer());
    }

    /// The same for somebody to look at.
    ///
    /// @param base where the API answers
    public Reply.Draft draft(URI base, TokenClass token) {
        String root = base.toString().replaceFirst("/+$", "");
        return new Reply.Draft(
                method,
                URI.create(root + target),
                version,
                token,
                body == null ? null : body.type().replaceFirst(";.*", ""),
                body == null ? null : body.shown());
    }

    private static JsonNode value(Parameter parameter, ObjectNode arguments, DefaultIds ids) {
        JsonNode given = arguments.get(parameter.name());
        if (parameter.source() != Parameter.Source.CALLER && (given == null || given.isNull())) {
            return ids.fill(parameter);
        }
        JsonNode value = given == null ? parameter.fallback() : given;
        return value == null ? null : parameter.encoding().encode(parameter.name(), value);
    }

    private static String path(Endpoint endpoint, ObjectNode arguments, DefaultIds ids) {
        StringBuilder path = new StringBuilder();
        for (Segment segment : endpoint.path().segments()) {
            path.append('/')
                    .append(
                            switch (segment) {
                                case Segment.Literal(String text) -> text;
                                case Segment.Hole hole -> id(endpoint, hole, arguments, ids);
                            });
        }
        return path.toString();
    }

    private static String id(Endpoint endpoint, Segment.Hole hole, ObjectNode arguments, DefaultIds ids) {
        Parameter parameter = endpoint.parameters().stream()
                .filter(p -> p.place() == Place.PATH && p.name().equals(hole.name()))
                .findFirst()
                .orElseThrow();
        JsonNode value = value(parameter, arguments, ids);
        String id = value == null || value.isNull() ? "" : value.asString().strip();
        if (!isId(id) || hole.reserves(id)) {
            throw new IllegalArgumentException(noId(hole.name(), id));
        }
        return encode(id);
    }

    /// Whether a text can be an id at HighLevel.
    public static boolean isId(String text) {
        return ID.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }

    /// Says that an argument holds what can be no id.
    public static String noId(String argument, String text) {
        return argument + " must be an id (letters, digits, '_', '-', '.'), got "
                + (text.isEmpty() ? "nothing" : "'" + Excerpt.of(text) + "'");
    }

    private static void append(StringBuilder query, String name, JsonNode value) {
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            if (!item.isNull()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(encode(name))
                        .append('=')
                        .append(encode(item.isContainer() ? item.toString() : item.asString()));
            }
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
