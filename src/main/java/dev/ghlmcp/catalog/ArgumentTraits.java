package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.operation.annotation.AnyOf;
import dev.ghlmcp.operation.annotation.Default;
import dev.ghlmcp.operation.annotation.Matches;
import dev.ghlmcp.operation.annotation.Mixed;
import dev.ghlmcp.operation.annotation.Modifier;
import dev.ghlmcp.operation.annotation.Nullable;
import dev.ghlmcp.operation.annotation.OneOf;
import dev.ghlmcp.operation.annotation.OtherMembers;
import dev.ghlmcp.operation.annotation.Required;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What the schema of a tool cannot say in the words that every client takes. Paths are those of arguments, such as
/// `customFields[].fieldValue`; the empty one is that of all arguments together.
///
/// @param arguments by path, those of which there is something to say
/// @param clear     what is sent to clear an argument, by the names of those that can be cleared
/// @param partial   a change of which no part is required
public record ArgumentTraits(Map<String, Trait> arguments, Map<String, JsonNode> clear, boolean partial) {
    /// The traits of a tool whose schema says everything.
    public static final ArgumentTraits NONE = new ArgumentTraits(Map.of(), Map.of(), false);

    /// What there is to say of one argument.
    ///
    /// @param mixed     what a value of several kinds takes; null for values of one kind
    /// @param values    the type of the values of an object whose members have names of their own; null for others
    /// @param literals  the only values, or names of members, where they are too many for a schema; else empty
    /// @param form      of a text; null for any
    /// @param nullable  what null says in a required argument that takes it; null for others
    /// @param modifier  an argument of an update that changes nothing by itself
    /// @param anyOf     the members of which an object needs at least one; empty for no such rule
    /// @param rules     between the members of an object within the arguments
    /// @param open      an object may have members that its schema does not list
    /// @param recursive an object may have the members of the one around it
    public record Trait(
            Mixed.Kind mixed,
            Class<?> values,
            List<String> literals,
            TextForm form,
            String nullable,
            boolean modifier,
            List<String> anyOf,
            List<ArgumentRule> rules,
            boolean open,
            boolean recursive) {
        private static final Trait NONE =
                new Trait(null, null, List.of(), null, null, false, List.of(), List.of(), false, false);

        private static Trait of(AnnotatedElement component, Type type) {
            Mixed mixed = component.getAnnotation(Mixed.class);
            OneOf oneOf = component.getAnnotation(OneOf.class);
            Matches matches = component.getAnnotation(Matches.class);
            Nullable nullable = component.getAnnotation(Nullable.class);
            Class<?> record = type instanceof Class<?> plain ? plain : Object.class;
            AnyOf anyOf = record.getAnnotation(AnyOf.class);
            OtherMembers other = record.getAnnotation(OtherMembers.class);
            return new Trait(
                    type != Object.class ? null : mixed == null ? Mixed.Kind.ANY : mixed.value(),
                    type instanceof ParameterizedType map && map.getRawType() == Map.class
                            ? (Class<?>) map.getActualTypeArguments()[1]
                            : null,
                    oneOf == null || oneOf.listed()
                            ? List.of()
                            : List.of(String.join(" ", oneOf.value()).split(" ")),
                    matches == null ? null : new TextForm(matches.value(), matches.form()),
                    nullable == null ? null : nullable.value(),
                    component.isAnnotationPresent(Modifier.class),
                    anyOf == null ? List.of() : List.of(anyOf.value()),
                    ArgumentRule.of(record),
                    other != null && !other.outer(),
                    other != null && other.outer());
        }
    }

    /// The form of a text.
    ///
    /// @param value a regular expression for all of it
    /// @param form  in words, after "must be"
    public record TextForm(String value, String form) {}

    /// The traits of a tool.
    static ArgumentTraits of(Class<?> operation, boolean readOnly, List<Endpoint> endpoints) {
        return of(operation, Clearing.of(operation, readOnly, endpoints), partial(operation, endpoints));
    }

    /// Reads them from the record that declares a tool, or a request nested in a composite.
    public static ArgumentTraits of(Class<?> operation) {
        return of(operation, Map.of(), false);
    }

    /// The traits of the arguments that an operation declares.
    ///
    /// @param clear   what is sent to clear an argument, by the names of those that can be cleared
    /// @param partial a change of which no part is required
    public static ArgumentTraits of(Class<?> operation, Map<String, JsonNode> clear, boolean partial) {
        Map<String, Trait> arguments = new HashMap<>();
        // What the record says of itself is said of all arguments; it is no component of another.
        add("", Object.class, operation, arguments);
        arguments.values().removeIf(Trait.NONE::equals);
        return new ArgumentTraits(arguments, clear, partial);
    }

    private static boolean partial(Class<?> operation, List<Endpoint> endpoints) {
        List<String> ids = endpoints.getLast().path().holes();
        return endpoints.stream().allMatch(at -> at.method().equals("PUT"))
                && Arrays.stream(operation.getRecordComponents())
                        .filter(component -> !ids.contains(component.getName()))
                        .noneMatch(component -> component.isAnnotationPresent(Required.class)
                                || component.isAnnotationPresent(Default.class));
    }

    private static void add(String path, AnnotatedElement component, Type type, Map<String, Trait> arguments) {
        arguments.put(path, Trait.of(component, type));
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            add(path + "[]", component, list.getActualTypeArguments()[0], arguments);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent member : record.getRecordComponents()) {
                String at = path.isEmpty() ? member.getName() : path + "." + member.getName();
                add(at, member, member.getGenericType(), arguments);
            }
        }
    }

    /// What there is to say of an argument.
    public Trait of(String path) {
        return arguments.getOrDefault(path, Trait.NONE);
    }
}
