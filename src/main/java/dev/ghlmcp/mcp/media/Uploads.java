package dev.ghlmcp.mcp.media;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Encoding;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.highlevel.request.EncodedBody;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.input.Complaints;
import dev.ghlmcp.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;
import tools.jackson.databind.node.StringNode;

/// Reads the files that a call uploads: from the one folder that the settings name, or from the call itself. For
/// clients on other machines no file of this one is ever read.
///
/// @param folder whose files may be uploaded; null for none
/// @param remote the clients are on other machines
public record Uploads(Path folder, boolean remote) {
    /// Nothing of this machine may be uploaded.
    public static final Uploads NONE = new Uploads(null, true);

    /// In bytes, what HighLevel takes of one file.
    private static final int MAX = 25 << 20;

    private static final String INLINE = "{\"filename\": \"logo.png\", \"dataBase64\": \"...\"}";

    private static final String FILENAME = "filename";
    private static final String DATA = "dataBase64";
    private static final String PATH = "path";

    /// The arguments as they are sent, with the files' contents. The arguments themselves keep the names only, so that
    /// no log and no answer repeats a content.
    ///
    /// @param complaints gets a sentence for each file that cannot be read
    public ObjectNode read(ToolDefinition tool, ObjectNode arguments, Complaints complaints) {
        List<Parameter> all = tool.endpoints().isEmpty()
                ? List.of()
                : tool.endpoints().getFirst().parameters().stream()
                        .filter(parameter -> parameter.encoding() instanceof Encoding.File)
                        .toList();
        List<Parameter> files =
                all.stream().filter(file -> given(arguments.path(file.name()))).toList();
        if (!all.isEmpty() && files.isEmpty() && arguments.propertyStream().noneMatch(Uploads::address)) {
            complaints.add(all.getFirst().name() + " is missing: give the file to upload, as " + forms(all.getFirst()));
        }
        if (files.isEmpty() || !complaints.isEmpty()) {
            return arguments;
        }
        ObjectNode sent = arguments.deepCopy();
        for (Parameter file : files) {
            String name = file.name();
            if (file.wire().isEmpty()) {
                ObjectNode parts = sent.putObject(name);
                ObjectNode shown = Json.MAPPER.createObjectNode();
                arguments.get(name).forEachEntry((part, value) -> put(parts, shown, part, value, complaints));
                arguments.set(name, shown);
            } else {
                put(sent, arguments, name, arguments.get(name), complaints);
            }
        }
        return sent;
    }

    private static boolean given(JsonNode value) {
        return !value.isNull()
                && !value.isMissingNode()
                && !(value.isContainer() && value.isEmpty())
                && !(value.isString() && value.stringValue().isBlank());
    }

    /// HighLevel takes some files from where they already are.
    private static boolean address(Map.Entry<String, JsonNode> argument) {
        return argument.getKey().toLowerCase(Locale.ROOT).contains("url") && given(argument.getValue());
    }

    private String forms(Parameter file) {
        String form = remote ? INLINE : "its path, or " + INLINE;
        return file.wire().isEmpty() ? "{\"the name of its part\": ...}, where ... is " + form : form;
    }

    private void put(ObjectNode sent, ObjectNode shown, String name, JsonNode value, Complaints complaints) {
        try {
            EncodedBody.File file = file(name, value);
            sent.set(name, new POJONode(file));
            shown.set(name, StringNode.valueOf(file.toString()));
        } catch (IllegalArgumentException e) {
            complaints.add(e.getMessage());
        }
    }

    private EncodedBody.File file(String name, JsonNode given) {
        JsonNode value = given;
        if (value.isString() && value.stringValue().strip().startsWith("{")) {
            try {
                value = Json.MAPPER.readTree(value.stringValue());
            } catch (JacksonException _) {
                throw new IllegalArgumentException(name + " is not valid JSON");
            }
        }
        if (value.path(DATA).isString()) {
            return within(name, value);
        }
        String path = value.isString() ? value.stringValue() : value.path(PATH).asString("");
        if (remote) {
            throw new IllegalArgumentException(name + ": this server reads no files; give " + INLINE);
        }
        if (path.isBlank()) {
            throw new IllegalArgumentException(
                    name + " must be the path of a file, or {\"filename\": ..., \"dataBase64\": ...}");
        }
        return local(name, path);
    }

    private static EncodedBody.File within(String name, JsonNode value) {
        String filename =
                value.path(FILENAME).asString("").replaceFirst(".*[/\\\\]", "").strip();
        if (filename.isEmpty()) {
            throw new IllegalArgumentException(name + ".filename is missing: give one, such as logo.png");
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(value.path(DATA).stringValue().replaceAll("\\s", ""));
            if (bytes.length == 0) {
                throw new IllegalArgumentException(name + " is empty");
            }
            return new EncodedBody.File(filename, type(filename), bytes);
        } catch (IllegalArgumentException e) {
            throw e.getMessage().startsWith(name)
                    ? e
                    : new IllegalArgumentException(name + ".dataBase64 is not valid base64");
        }
    }

    /// The same sentence for all outside of the folder, whether it is there or not, so that nobody learns what is
    /// where.
    private EncodedBody.File local(String name, String path) {
        if (folder == null) {
            throw new IllegalArgumentException(name + ": no folder is set whose files may be uploaded; the operator of"
                    + " ghl-mcp names it in api.upload-dir (GHL_API_UPLOAD_DIR), or give {\"filename\": ...,"
                    + " \"dataBase64\": ...}");
        }
        String refusal =
                name + " must be a file in the folder " + folder + " (api.upload-dir), at a path that begins there";
        try {
            Path root = folder.toRealPath();
            Path asked = root.resolve(path.strip());
            if (absent(root, asked)) {
                throw new IllegalArgumentException(name + ": there is no " + path.strip() + " in the folder " + folder
                        + " (api.upload-dir)" + nearest(asked));
            }
            Path file = asked.toRealPath();
            if (!file.startsWith(root) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException(refusal);
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(MAX + 1);
                if (bytes.length > MAX) {
                    throw new IllegalArgumentException(name + " has more than " + (MAX >> 20) + " MiB");
                }
                if (bytes.length == 0) {
                    throw new IllegalArgumentException(name + " is empty");
                }
                String filename = file.getFileName().toString();
                return new EncodedBody.File(filename, type(filename), bytes);
            }
        } catch (IOException | InvalidPathException _) {
            throw new IllegalArgumentException(refusal);
        }
    }

    /// Whether nothing is there, and the folder in which it would be is in the one that may be read.
    private static boolean absent(Path root, Path asked) throws IOException {
        Path there = asked;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        return !there.equals(asked) && there.toRealPath().startsWith(root);
    }

    private static String nearest(Path asked) throws IOException {
        if (!Files.isDirectory(asked.getParent())) {
            return "";
        }
        try (Stream<Path> files = Files.list(asked.getParent())) {
            String nearest = Nearest.to(
                    asked.getFileName().toString(),
                    files.map(file -> file.getFileName().toString()).toList());
            return nearest == null ? "" : "; did you mean " + nearest + "?";
        }
    }

    private static String type(String filename) {
        String known = URLConnection.guessContentTypeFromName(filename);
        return known == null ? "application/octet-stream" : known;
    }
}
