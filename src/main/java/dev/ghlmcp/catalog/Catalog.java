package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/// Every tool there is, in the order in which the operations are declared. A declaration is read when its tool is asked
/// for: all of them take a third of the time to the first result. Which there are stands in a packed index.
/// Thread-safe.
public final class Catalog {
    /// By tool the record that declares it, and by generation all paths.
    static final String INDEX = "operations.json";

    private final Generation generation;
    private final Map<String, String> records = new LinkedHashMap<>();
    private final Map<String, ToolDefinition> read = new ConcurrentHashMap<>();
    private final List<PathTemplate> paths;

    private Catalog(Generation generation, JsonNode index) {
        this.generation = generation;
        index.path("records").forEachEntry((tool, type) -> records.put(tool, type.stringValue()));
        this.paths = index.path(generation.name())
                .valueStream()
                .map(path -> PathTemplate.parse(path.stringValue()))
                .toList();
    }

    /// The catalogue for the dated versions of the API.
    public static Catalog load() {
        return load(Generation.DATED);
    }

    /// The catalogue for a generation of the API.
    ///
    /// @param generation the one that requests are made for
    public static Catalog load(Generation generation) {
        return new Catalog(generation, Json.MAPPER.readTree(ToolView.resource(INDEX)));
    }

    /// All tools.
    ///
    /// @throws IllegalStateException if a declaration contradicts itself; the message names the record
    public List<ToolDefinition> tools() {
        return names().stream().map(this::find).toList();
    }

    /// The names of all tools.
    public Set<String> names() {
        return records.keySet();
    }

    /// The paths of all operations in the generation.
    public List<PathTemplate> paths() {
        return paths;
    }

    /// The tool of this name, or null.
    ///
    /// @throws IllegalStateException if its declaration contradicts itself; the message names the record
    public ToolDefinition find(String name) {
        return records.containsKey(name) ? read.computeIfAbsent(name, this::declared) : null;
    }

    private ToolDefinition declared(String name) {
        ToolDefinition written = generation == Generation.DATED ? Written.of(name) : null;
        if (written != null) {
            return written;
        }
        try {
            Class<?> record = Class.forName(Operation.class.getPackageName() + "." + records.get(name));
            return new Declaration(record, generation).tool(paths);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(INDEX + " names an operation that does not exist", e);
        }
    }

    /// The tools of the dated versions as code. The build of the image puts it in the place of this class, because the
    /// JVM makes a class file for each kind of annotation that is read, which takes a sixth of the first call; see
    /// `src/image/WrittenTools.java`.
    static final class Written {
        private Written() {}

        /// The tool of this name; null where declarations are read.
        static ToolDefinition of(String name) {
            return null;
        }
    }
}
