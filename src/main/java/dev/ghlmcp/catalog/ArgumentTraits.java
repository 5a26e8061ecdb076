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
import java.lang.annotation.Annotation;
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
public final class ArgumentTraits {
    /// The traits of a tool whose schema says everything.
    public static final ArgumentTraits NONE = new ArgumentTraits(Map.of(), false);

    private final Map<String, RecordComponent> components = new HashMap<>();
    private final Map<String, Type> types = new HashMap<>();
    private final Map<String, JsonNode> clear;
    private final boolean partial;

    private ArgumentTraits(Map<String, JsonNode> clear, boolean partial) {
        this.clear = clear;
        this.partial = partial;
    }

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
        ArgumentTraits traits = new ArgumentTraits(clear, partial);
        traits.add("", null, operation);
        return traits;
    }

    private static boolean partial(Class<?> operation, List<Endpoint> endpoints) {
        List<String> ids = endpoints.getLast().path().holes();
        return endpoints.stream().allMatch(at -> at.method().equals("PUT"))
                && Arrays.stream(operation.getRecordComponents())
                        .filter(component -> !ids.contains(component.getName()))
                        .noneMatch(component -> component.isAnnotationPresent(Required.class)
                                || component.isAnnotationPresent(Default.class));
    }

    private void add(String path, RecordComponent component, Type type) {
        components.put(path, component);
        types.put(path, type);
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            add(path + "[]", component, list.getActualTypeArguments()[0]);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent member : record.getRecordComponents()) {
                add(path.isEmpty() ? member.getName() : path + "." + member.getName(), member, member.getGenericType());
            }
        }
    }

    private <A extends Annotation> A annotation(String path, Class<A> type) {
        RecordComponent component = components.get(path);
        return component == null ? null : component.getAnnotation(type);
    }

    private <A extends Annotation> A ofObject(String path, Class<A> type) {
        return types.get(path) instanceof Class<?> record ? record.getAnnotation(type) : null;
    }

    /// What a value of several kinds takes; null for values of one kind.
    public Mixed.Kind mixed(String path) {
        Mixed mixed = annotation(path, Mixed.class);
        return types.get(path) != Object.class ? null : mixed == null ? Mixed.Kind.ANY : mixed.value();
    }

    /// The type of the values of an object whose members have names of their own; null for others.
    public Class<?> values(String path) {
        return types.get(path) instanceof ParameterizedType map && map.getRawType() == Map.class
                ? (Class<?>) map.getActualTypeArguments()[1]
                : null;
    }

    /// The only values, or names of members, where they are too many for a schema; else empty.
    public List<String> literals(String path) {
        OneOf oneOf = annotation(path, OneOf.class);
        return oneOf == null || oneOf.listed()
                ? List.of()
                : List.of(String.join(" ", oneOf.value()).split(" "));
    }

    /// The form of a text; null for any.
    public Matches form(String path) {
        return annotation(path, Matches.class);
    }

    /// What null says in a required argument that takes it; null for others.
    public String nullable(String path) {
        Nullable nullable = annotation(path, Nullable.class);
        return nullable == null ? null : nullable.value();
    }

    /// Whether an argument of an update changes nothing by itself.
    public boolean modifier(String path) {
        return annotation(path, Modifier.class) != null;
    }

    /// The members of which an object needs at least one; empty for no such rule.
    public List<String> anyOf(String path) {
        AnyOf anyOf = ofObject(path, AnyOf.class);
        return anyOf == null ? List.of() : List.of(anyOf.value());
    }

    /// The rules between the members of an object within the arguments.
    public List<ArgumentRule> rules(String path) {
        return types.get(path) instanceof Class<?> record ? ArgumentRule.of(record) : List.of();
    }

    /// Whether an object may have members that its schema does not list.
    public boolean open(String path) {
        OtherMembers other = ofObject(path, OtherMembers.class);
        return other != null && !other.outer();
    }

    /// Whether an object may have the members of the one around it.
    public boolean recursive(String path) {
        OtherMembers other = ofObject(path, OtherMembers.class);
        return other != null && other.outer();
    }

    /// What is sent to clear an argument, by the names of those that can be cleared.
    public Map<String, JsonNode> clear() {
        return clear;
    }

    /// Whether the tool makes a change of which no part is required.
    public boolean partial() {
        return partial;
    }
}
