package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.operation.Operation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every tool there is, in the order in which the operations are declared.
public final class Catalog {
    private final Map<String, ToolDefinition> tools;

    private Catalog(Map<String, ToolDefinition> tools) {
        this.tools = tools;
    }

    /// The catalogue for the dated versions of the API.
    public static Catalog load() {
        return load(Generation.DATED);
    }

    /// Reads the declarations, which takes some milliseconds: a server does it off its start path.
    ///
    /// @param generation the one that requests are made for
    /// @throws IllegalStateException if a declaration contradicts itself; the message names the record
    public static Catalog load(Generation generation) {
        List<Declaration> declarations = declarations(generation);
        List<PathTemplate> paths = declarations.stream()
                .flatMap(declaration -> declaration.requests().stream())
                .map(RequestDeclaration::path)
                .toList();
        Map<String, ToolDefinition> tools = new LinkedHashMap<>();
        for (Declaration declaration : declarations) {
            ToolDefinition tool = declaration.tool(paths);
            if (tools.put(tool.name(), tool) != null) {
                throw new IllegalStateException("Two operations are named " + tool.name());
            }
        }
        return new Catalog(tools);
    }

    /// The declarations of all tools, in the order of [#tools()].
    static List<Declaration> declarations(Generation generation) {
        return records(Operation.class)
                .map(operation -> new Declaration(operation, generation))
                .toList();
    }

    /// All tools.
    public List<ToolDefinition> tools() {
        return List.copyOf(tools.values());
    }

    /// The tool of this name, or null.
    public ToolDefinition find(String name) {
        return tools.get(name);
    }

    private static Stream<Class<? extends Operation>> records(Class<? extends Operation> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(sub -> records(sub.asSubclass(Operation.class)));
    }
}
