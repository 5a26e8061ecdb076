package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.AnyOf;
import dev.ghlmcp.operation.Mixed;
import dev.ghlmcp.operation.Nullable;
import dev.ghlmcp.operation.OtherMembers;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the schema of a tool cannot say in the words that every client takes. Paths are those of arguments, such as
/// `customFields[].fieldValue`; the empty one is that of all arguments together.
///
/// @param mixed    values of several kinds, by path: whether a text with JSON in it is read as what it says
/// @param maps     objects whose members have names of their own, by path: the type of their values
/// @param nullable required arguments for which null is an answer
/// @param anyOf    members of which an object needs at least one, by the object's path
/// @param open     objects that may have members that their schema does not list
public record ArgumentTraits(
        Map<String, Boolean> mixed,
        Map<String, Class<?>> maps,
        Set<String> nullable,
        Map<String, List<String>> anyOf,
        Set<String> open) {
    /// A tool whose schema says everything.
    public static final ArgumentTraits NONE = new ArgumentTraits(Map.of(), Map.of(), Set.of(), Map.of(), Set.of());

    /// Reads them from the record that declares a tool.
    public static ArgumentTraits of(Class<?> operation) {
        ArgumentTraits traits =
                new ArgumentTraits(new HashMap<>(), new HashMap<>(), new HashSet<>(), new HashMap<>(), new HashSet<>());
        traits.members("", operation);
        return traits;
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
