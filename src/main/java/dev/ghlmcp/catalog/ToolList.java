package dev.ghlmcp.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The entries of `tools/list` as the build packed them from `tool-schemas`: one line of compact JSON each. It is on
/// the start path, so nothing is parsed until somebody asks for one tool.
public final class ToolList {
    private static final String RESOURCE = "tools.jsonl";
    private static final String NAME = "{\"name\":\"";

    private final Map<String, String> entries;

    private ToolList(Map<String, String> entries) {
        this.entries = entries;
    }

    /// Reads the packed list.
    public static ToolList load() {
        Map<String, String> entries = new LinkedHashMap<>();
        String lines = text();
        for (int start = 0, end; start < lines.length(); start = end + 1) {
            end = lines.indexOf('\n', start);
            String entry = lines.substring(start, end);
            entries.put(entry.substring(NAME.length(), entry.indexOf('"', NAME.length())), entry);
        }
        return new ToolList(Collections.unmodifiableMap(entries));
    }

    /// The tools' names, in the order in which they are served.
    public List<String> names() {
        return new ArrayList<>(entries.keySet());
    }

    /// The JSON array that `tools/list` serves.
    public String json() {
        return "[" + String.join(",", entries.values()) + "]";
    }

    /// What the list says of one tool.
    public JsonNode entry(String name) {
        return Json.MAPPER.readTree(entries.get(name));
    }

    /// The JSON schema of one tool's arguments.
    public JsonNode inputSchema(String name) {
        return entry(name).path("inputSchema");
    }

    private static String text() {
        try (InputStream in = ToolList.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
