package dev.ghlmcp.sandbox.http;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// A body of `multipart/form-data` as an object: its fields as texts, and of its files their names, types and sizes.
final class MultipartForm {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)[; ]filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type: *(\\S+)");

    private MultipartForm() {}

    /// @param type the content type, with the boundary
    static ObjectNode of(byte[] bytes, String type) {
        // One character for each byte.
        String body = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find() || !body.contains("--" + boundary.group(1) + "--")) {
            throw ApiError.badRequest("Multipart: Boundary not found");
        }
        ObjectNode form = Json.MAPPER.createObjectNode();
        String line = "\r\n--" + boundary.group(1);
        String[] parts = ("\r\n" + body).split(Pattern.quote(line), -1);
        for (int i = 1; i < parts.length && !parts[i].startsWith("--"); i++) {
            int end = parts[i].indexOf("\r\n\r\n");
            String head = end < 0 ? "" : parts[i].substring(0, end);
            Matcher name = NAME.matcher(head);
            if (!name.find()) {
                throw ApiError.badRequest("Multipart: a part has no name");
            }
            put(form, utf8(name.group(1)), head, parts[i].substring(end + 4));
        }
        return form;
    }

    private static void put(ObjectNode form, String name, String head, String content) {
        Matcher file = FILE_NAME.matcher(head);
        if (!file.find()) {
            form.put(name, utf8(content));
            return;
        }
        Matcher type = TYPE.matcher(head);
        form.putObject(name)
                .put("filename", utf8(file.group(1)))
                .put("mimetype", type.find() ? type.group(1) : "application/octet-stream")
                .put("size", content.length());
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
