package dev.ghlmcp.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The entries of `tools/list`, as the build packed them from `tool-schemas`. It is on the start path, so nothing is
/// parsed until somebody asks for one tool.
public final class ToolList {
    private final List<String> names;
    private final byte[] json;

    private ToolList(List<String> names, byte[] json) {
        this.names = names;
        this.json = json;
    }

    /// Reads the packed list.
    public static ToolList load() {
        return new ToolList(
                List.of(new String(resource("tools.txt"), StandardCharsets.US_ASCII).split("\\R")),
                resource("tools.json"));
    }

    /// The same list with these tools only.
    public ToolList select(Set<String> wanted) {
        Map<String, JsonNode> entries = entries();
        List<String> kept = names.stream().filter(wanted::contains).toList();
        return new ToolList(
                kept,
                Json.MAPPER.writeValueAsBytes(kept.stream().map(entries::get).toList()));
    }

    /// The tools' names, in the order in which they are served.
    public List<String> names() {
        return names;
    }

    /// The array that `tools/list` serves: compact JSON in UTF-8.
    public byte[] json() {
        return json.clone();
    }

    /// What the list says of each tool, by its name.
    public Map<String, JsonNode> entries() {
        return Json.MAPPER
                .readTree(json)
                .valueStream()
                .collect(Collectors.toMap(entry -> entry.path("name").asString(), entry -> entry));
    }

    private static byte[] resource(String name) {
        try (InputStream in = ToolList.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
