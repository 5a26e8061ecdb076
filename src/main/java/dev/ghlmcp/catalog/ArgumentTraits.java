package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.annotation.AnyOf;
import dev.ghlmcp.operation.annotation.Mixed;
import dev.ghlmcp.operation.annotation.Nullable;
import dev.ghlmcp.operation.annotation.OneOf;
import dev.ghlmcp.operation.annotation.OtherMembers;
import dev.ghlmcp.operation.annotation.Required;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the schema of a tool cannot say in the words that every client takes. Paths are those of arguments, such as
/// `customFields[].fieldValue`; the empty one is that of all arguments together.
///
/// @param mixed    values of several kinds, by path: whether a text with JSON in it is read as what it says
/// @param maps     objects whose members have names of their own, by path: the type of their values
/// @param literals the only values, where they are too many for a schema, by path
/// @param nullable required arguments for which null is an answer
/// @param anyOf    members of which an object needs at least one, by the object's path
/// @param open     objects that may have members that their schema does not list
/// @param clear    what is sent to clear an argument, by the names of those that can be cleared
/// @param partial  a change of which no part is required
public record ArgumentTraits(
        Map<String, Boolean> mixed,
        Map<String, Class<?>> maps,
        Map<String, List<String>> literals,
        Set<String> nullable,
        Map<String, List<String>> anyOf,
        Set<String> open,
        Map<String, JsonNode> clear,
        boolean partial) {
    /// A tool whose schema says everything.
    public static final ArgumentTraits NONE =
            new ArgumentTraits(Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), Set.of(), Map.of(), false);

    /// Those of a tool.
    public static ArgumentTraits of(ToolDefinition tool) {
        ArgumentTraits traits = of(tool.operation());
        Map<String, JsonNode> clear = Clearing.of(tool);
        return new ArgumentTraits(
                traits.mixed,
                traits.maps,
                traits.literals,
                traits.nullable,
                traits.anyOf,
                traits.open,
                clear,
                !clear.isEmpty() && partial(tool));
    }

    /// Reads them from the record that declares a tool, or a request nested in a composite.
    public static ArgumentTraits of(Class<?> operation) {
        ArgumentTraits traits = new ArgumentTraits(
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashMap<>(),
                new HashSet<>(),
                Map.of(),
                false);
        traits.members("", operation);
        return traits;
    }

    private static boolean partial(ToolDefinition tool) {
        List<String> ids = tool.endpoints().getLast().path().holes();
        return Arrays.stream(tool.operation().getRecordComponents())
                .noneMatch(component ->
                        component.isAnnotationPresent(Required.class) && !ids.contains(component.getName()));
    }

    private void members(String path, Class<?> record) {
        AnyOf needed = record.getAnnotation(AnyOf.class);
        if (needed != null) {
            anyOf.put(path, List.of(needed.value()));
        }
        if (record.isAnnotationPresent(OtherMembers.class)) {
            open.add(path);
        }
        for (RecordComponent component : record.getRecordComponents()) {
            String at = path.isEmpty() ? component.getName() : path + "." + component.getName();
            if (component.isAnnotationPresent(Nullable.class)) {
                nullable.add(at);
            }
            OneOf oneOf = component.getAnnotation(OneOf.class);
            if (oneOf != null && !oneOf.listed()) {
                literals.put(component.getType() == List.class ? at + "[]" : at, List.of(oneOf.value()));
            }
            Mixed kinds = component.getAnnotation(Mixed.class);
            value(at, component.getGenericType(), kinds != null && kinds.parsed());
        }
    }

    private void value(String path, Type type, boolean parsed) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            value(path + "[]", generic.getActualTypeArguments()[0], parsed);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            maps.put(path, (Class<?>) generic.getActualTypeArguments()[1]);
        } else if (type == Object.class) {
            mixed.put(path, parsed);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            members(path, record);
        }
    }
}
