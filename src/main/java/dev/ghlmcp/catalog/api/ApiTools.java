package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Every operation of the index as the tool that it would be, made when it is asked for. Whether it may be called says
/// [ApiAccess]. Thread-safe.
public final class ApiTools {
    /// What the names of its toolsets begin with: `api:invoices`.
    public static final String TOOLSET = ToolDefinition.INDEXED;

    private final Generation generation;
    private final Map<String, ApiDefinition> made = new ConcurrentHashMap<>();
    private volatile List<PathTemplate> paths;

    /// @param generation the one that requests are made for, where it has the operation
    public ApiTools(Generation generation) {
        this.generation = generation;
    }

    /// The tool of this name; null if there is none.
    public ToolDefinition tool(String name) {
        ApiDefinition definition = definition(name);
        return definition == null ? null : definition.tool();
    }

    /// What `tools/list` would say of it; null if there is none.
    public JsonNode entry(String name) {
        ApiDefinition definition = definition(name);
        return definition == null ? null : definition.entry();
    }

    /// The names of the operations that names of tools or toolsets mean, in the order of the index. None of them is
    /// read
    /// where no name can be one.
    ///
    /// @param names    of tools and toolsets
    /// @param others that names may mean as well
    public List<String> meant(List<String> names, List<ToolDefinition> others) {
        Set<String> declared = new HashSet<>(List.of("irreversible", "outward", "money", "writes"));
        others.forEach(tool -> declared.addAll(List.of(tool.name(), tool.toolset())));
        return names.stream().allMatch(declared::contains)
                ? List.of()
                : ApiIndex.get().operations().stream()
                        .filter(operation ->
                                names.contains(operation.name()) || names.contains(TOOLSET + operation.group()))
                        .map(ApiOperation::name)
                        .toList();
    }

    /// The names of all, group by group.
    public Collection<String> names() {
        return ApiIndex.get().names();
    }

    /// The names of all and of their toolsets, as settings may name them.
    public Collection<String> known() {
        return Stream.concat(ApiIndex.get().groups().stream().map(TOOLSET::concat), ApiIndex.get().names().stream())
                .toList();
    }

    /// Whether an operation of this name is never called.
    public static boolean never(String name) {
        ApiOperation operation = ApiIndex.get().find(name);
        return operation != null && operation.risk() == ApiRisk.NEVER;
    }

    /// The class of one, as settings name it.
    public String risk(String name) {
        return ApiIndex.get().find(name).risk().word();
    }

    /// Whether there is a toolset of this name.
    public boolean has(String toolset) {
        return toolset.startsWith(TOOLSET)
                && !ApiIndex.get().group(toolset.substring(TOOLSET.length())).isEmpty();
    }

    /// Whether an operation of this name lists things.
    public static boolean lists(String name) {
        ApiOperation operation = ApiIndex.get().find(name);
        return operation != null && ApiPaging.lists(operation);
    }

    /// The operations that read what the path of one names, or a list in its body.
    public List<String> readers(String name) {
        ApiOperation operation = ApiIndex.get().find(name);
        return operation == null
                ? List.of()
                : ApiIndex.get().operations().stream()
                        .filter(each -> each.risk() == ApiRisk.READ
                                && route(each).method().equals("GET")
                                && (leads(route(each).path(), route(operation).path())
                                        || listed(
                                                route(each).path(),
                                                route(operation).body())))
                        .map(ApiOperation::name)
                        .toList();
    }

    private static boolean leads(String path, String to) {
        return path.endsWith("}") && (to.equals(path) || to.startsWith(path + "/"));
    }

    private static boolean listed(String path, Shape body) {
        String hole = path.substring(path.lastIndexOf('{') + 1).replaceFirst("}$", "");
        return path.endsWith("Id}")
                && body instanceof Shape.Members(Map<String, Shape.Member> members)
                && members.containsKey(hole + "s");
    }

    private ApiDefinition definition(String name) {
        ApiOperation operation = ApiIndex.get().find(name);
        return operation == null
                ? null
                : made.computeIfAbsent(name, _ -> ApiDefinition.of(operation, route(operation), paths()));
    }

    /// An operation that one generation alone has is called in that.
    private ApiRoute route(ApiOperation operation) {
        ApiRoute wanted = operation.in(generation == Generation.V3);
        return wanted == null ? operation.request() : wanted;
    }

    private List<PathTemplate> paths() {
        if (paths == null) {
            // Two at once make the same.
            List<PathTemplate> all = new ArrayList<>(Catalog.load(generation).paths());
            ApiIndex.get()
                    .operations()
                    .forEach(each -> all.add(PathTemplate.parse(route(each).path())));
            paths = List.copyOf(all);
        }
        return paths;
    }
}
