package dev.ghlmcp.index;

import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// HighLevel's API beside the catalogue, as facts: every operation that no tool has, from HighLevel's documents (CC0).
///
/// Nothing is read before the first call of [#get()], which a start, `tools/list` and the call of a tool never need.
public final class ApiIndex {
    private final Map<String, ApiOperation> operations;

    private ApiIndex(Map<String, ApiOperation> operations) {
        this.operations = Collections.unmodifiableMap(operations);
    }

    /// The index that the build packed from `src/api`.
    public static ApiIndex get() {
        return Packed.INDEX;
    }

    /// The names of all operations, group by group.
    public Collection<String> names() {
        return operations.keySet();
    }

    /// The operation of this name; null if there is none.
    public ApiOperation find(String name) {
        return operations.get(name);
    }

    /// All operations, group by group.
    public Collection<ApiOperation> operations() {
        return operations.values();
    }

    /// The groups, in alphabetical order.
    public List<String> groups() {
        return operations().stream()
                .map(ApiOperation::group)
                .distinct()
                .sorted()
                .toList();
    }

    /// The operations of a group; empty if there is no such group.
    public List<ApiOperation> group(String group) {
        return operations().stream()
                .filter(operation -> operation.group().equals(group))
                .toList();
    }

    /// Read at the first use.
    private static final class Packed {
        static final ApiIndex INDEX = new ApiIndex(read());

        private static Map<String, ApiOperation> read() {
            Map<String, ApiOperation> operations = new LinkedHashMap<>();
            try (InputStream in = ApiIndex.class.getResourceAsStream("api.json")) {
                for (JsonNode group : Json.MAPPER.readTree(in)) {
                    group.path("operations").forEachEntry((name, entry) -> {
                        ApiOperation operation =
                                EntryReader.read(name, group.path("group").asString(), entry);
                        operations.put(name, operation);
                    });
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return operations;
        }
    }
}
