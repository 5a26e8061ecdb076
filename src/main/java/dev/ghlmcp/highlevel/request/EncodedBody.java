package dev.ghlmcp.highlevel.request;

import dev.ghlmcp.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;
import tools.jackson.databind.node.StringNode;

/// What a request carries.
///
/// @param type  the media type
/// @param bytes in it
/// @param shown the same as JSON, files by their names
public record EncodedBody(String type, byte[] bytes, byte[] shown) {
    private static final String JSON = "application/json";

    /// A file among the values of a multipart body. It travels through arguments as a [POJONode].
    ///
    /// @param name  without folders
    /// @param type  the media type
    /// @param bytes of its content
    public record File(String name, String type, byte[] bytes) {
        /// Never the content: it is somebody's.
        @Override
        public String toString() {
            return name + " (" + bytes.length + " bytes)";
        }
    }

    static EncodedBody json(JsonNode body) {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
        return new EncodedBody(JSON, bytes, bytes);
    }

    /// The members as parts (RFC 7578): each item of a list is one, and an object in it is JSON.
    static EncodedBody multipart(JsonNode members) {
        String boundary = "ghl-mcp-" + UUID.randomUUID();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ObjectNode shown = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            JsonNode value = member.getValue();
            shown.set(
                    member.getKey(),
                    file(value) == null ? value : StringNode.valueOf(file(value).toString()));
            for (JsonNode each : value.isArray() ? value : List.of(value)) {
                if (!each.isNull()) {
                    part(out, boundary, member.getKey(), each);
                }
            }
        }
        out.writeBytes(ascii("--" + boundary + "--\r\n"));
        return new EncodedBody(
                "multipart/form-data; boundary=" + boundary, out.toByteArray(), Json.MAPPER.writeValueAsBytes(shown));
    }

    private static void part(ByteArrayOutputStream out, String boundary, String name, JsonNode value) {
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + '"';
        File file = file(value);
        if (file != null) {
            out.writeBytes(text(
                    head + "; filename=\"" + quoted(file.name()) + "\"\r\nContent-Type: " + file.type() + "\r\n\r\n"));
            out.writeBytes(file.bytes());
        } else {
            out.writeBytes(text(head + "\r\n\r\n"));
            out.writeBytes(text(value.isContainer() ? value.toString() : value.asString()));
        }
        out.writeBytes(ascii("\r\n"));
    }

    private static File file(JsonNode value) {
        return value instanceof POJONode node && node.getPojo() instanceof File file ? file : null;
    }

    /// As browsers do (WHATWG HTML, multipart form data): a name cannot end its line or its quotation marks.
    private static String quoted(String name) {
        return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
