package dev.ghlmcp.catalog;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The entries of `tools/list`, as the build packed them from `tool-schemas`. It is on the start path, so nothing is
/// parsed until somebody asks for one tool.
public final class ToolList {
    /// What only `v3` has: by tool, the schemas of its arguments.
    static final String NEWER = "v3.json";

    private final List<String> names;
    private final byte[] json;
    private final Map<String, String> hidden;
    private final List<String> callable;

    private ToolList(List<String> names, byte[] json, Map<String, String> hidden, List<String> callable) {
        this.names = names;
        this.json = json;
        this.hidden = hidden;
        this.callable = callable;
    }

    /// Reads the packed list.
    public static ToolList load() {
        List<String> names = List.of(new String(resource("tools.txt"), StandardCharsets.US_ASCII).split("\\R"));
        return new ToolList(names, resource("tools.json"), Map.of(), names);
    }

    /// The same list with the arguments and values that only a generation has.
    public ToolList in(Generation generation) {
        if (generation == Generation.DATED) {
            return this;
        }
        JsonNode newer = Json.MAPPER.readTree(resource(NEWER));
        Map<String, JsonNode> entries = entries();
        newer.forEachEntry((tool, arguments) -> entries.computeIfPresent(tool, (_, entry) -> {
            ((ObjectNode) entry.at("/inputSchema/properties")).setAll((ObjectNode) arguments);
            return entry;
        }));
        return new ToolList(
                names,
                Json.MAPPER.writeValueAsBytes(names.stream().map(entries::get).toList()),
                hidden,
                callable);
    }

    /// The same list without some tools.
    ///
    /// @param reasons for each of these tools the sentence that a call to it is refused with
    public ToolList without(Map<String, String> reasons) {
        Map<String, JsonNode> entries = entries();
        List<String> selected =
                names.stream().filter(name -> !reasons.containsKey(name)).toList();
        Map<String, String> all = new HashMap<>(reasons);
        all.putAll(hidden);
        return new ToolList(
                selected,
                Json.MAPPER.writeValueAsBytes(
                        selected.stream().map(entries::get).toList()),
                all,
                selected);
    }

    /// A list of some tools, led by the two of [Discovery] that find and call all of this one.
    public ToolList searchable(Set<String> direct) {
        Map<String, String> reasons = names.stream()
                .filter(name -> !direct.contains(name))
                .collect(Collectors.toMap(name -> name, name -> name + " is not listed: call it through call_tool."));
        ToolList few = without(reasons);
        List<JsonNode> entries = new ArrayList<>(discovery().values());
        few.names.forEach(name -> entries.add(few.entries().get(name)));
        return new ToolList(
                entries.stream().map(entry -> entry.path("name").asString()).toList(),
                Json.MAPPER.writeValueAsBytes(entries),
                few.hidden,
                names);
    }

    /// What `tools/list` says of the two tools of [Discovery], by their names.
    public static Map<String, JsonNode> discovery() {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        for (String name : List.of(Discovery.SEARCH, Discovery.CALL)) {
            entries.put(name, Json.MAPPER.readTree(resource(name + ".json")));
        }
        return entries;
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
        return "Unknown tool: " + Nearest.quoted(name) + (nearest == null ? "" : ". Did you mean " + nearest + "?");
    }

    /// The tools' names, in the order in which they are served.
    public List<String> names() {
        return names;
    }

    /// The names of the tools that can be called, be it through the one of [Discovery] that calls others.
    public List<String> callable() {
        return callable;
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
