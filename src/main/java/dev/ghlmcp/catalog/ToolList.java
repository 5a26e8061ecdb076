package dev.ghlmcp.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The entries of `tools/list`, as the build packed them from `tool-schemas`. It is on the start path, so nothing is
/// parsed until somebody asks for one tool.
public final class ToolList {
    private final List<String> names;
    private final byte[] json;
    private final Map<String, String> hidden;

    private ToolList(List<String> names, byte[] json, Map<String, String> hidden) {
        this.names = names;
        this.json = json;
        this.hidden = hidden;
    }

    /// Reads the packed list.
    public static ToolList load() {
        return new ToolList(
                List.of(new String(resource("tools.txt"), StandardCharsets.US_ASCII).split("\\R")),
                resource("tools.json"),
                Map.of());
    }

    /// The same list without some tools.
    ///
    /// @param reasons for each of these tools the sentence that a call to it is refused with
    public ToolList without(Map<String, String> reasons) {
        Map<String, JsonNode> entries = entries();
        List<String> kept =
                names.stream().filter(name -> !reasons.containsKey(name)).toList();
        Map<String, String> all = new HashMap<>(reasons);
        all.putAll(hidden);
        return new ToolList(
                kept,
                Json.MAPPER.writeValueAsBytes(kept.stream().map(entries::get).toList()),
                all);
    }

    /// Why the list does not have a tool: a sentence that says what hides it, or what was perhaps meant; null if it is
    /// there.
    public String absence(String name) {
        if (names.contains(name)) {
            return null;
        }
        String reason = hidden.get(name);
        if (reason != null) {
            return reason;
        }
        String nearest = Nearest.to(name, names);
        return "Unknown tool: " + name + (nearest == null ? "" : ". Did you mean " + nearest + "?");
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
