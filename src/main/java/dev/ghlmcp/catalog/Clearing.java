package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Default;
import dev.ghlmcp.operation.annotation.OneOf;
import dev.ghlmcp.operation.annotation.Permanent;
import dev.ghlmcp.operation.annotation.Place;
import dev.ghlmcp.operation.annotation.Required;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The fields that a call may empty in an existing record, named in the argument `clear`. Null cannot ask for
/// it: many clients send null for every argument that they leave out.
public final class Clearing {
    /// The argument's name.
    public static final String ARGUMENT = "clear";

    /// Merged into what is there, each by an empty `fieldValue`; or what the record is found by.
    private static final Set<String> NEVER = Set.of("customFields", "id");

    private Clearing() {}

    /// What HighLevel is sent to clear each argument that can be, by the argument's name; empty if the tool can clear
    /// nothing. It can if it changes a record and does not require the argument. A switch and a choice always have
    /// a value, and so has what is needed to create such a record.
    static Map<String, JsonNode> of(Class<?> operation, boolean readOnly, List<Endpoint> endpoints) {
        boolean changes = operation.getSimpleName().startsWith("Upsert")
                || endpoints.stream().anyMatch(endpoint -> endpoint.method().equals("PUT"));
        Map<String, JsonNode> clearable = new LinkedHashMap<>();
        if (readOnly || !changes || operation.isAnnotationPresent(Permanent.class)) {
            return clearable;
        }
        // The last endpoint of an upsert changes what is there.
        Set<String> body = endpoints.getLast().parameters().stream()
                .filter(parameter -> parameter.place() == Place.BODY)
                .map(Parameter::name)
                .collect(Collectors.toSet());
        Set<String> needed = neededToCreate(operation);
        for (RecordComponent component : operation.getRecordComponents()) {
            String name = component.getName();
            if (body.contains(name) && !NEVER.contains(name) && !needed.contains(name) && canBeEmpty(component)) {
                clearable.put(name, empty(component));
            }
        }
        return clearable;
    }

    private static boolean canBeEmpty(RecordComponent component) {
        return component.getType() != Boolean.class
                && !component.isAnnotationPresent(Required.class)
                && !component.isAnnotationPresent(Default.class)
                && !component.isAnnotationPresent(Permanent.class)
                && !(component.isAnnotationPresent(OneOf.class) && component.getType() == String.class);
    }

    private static Set<String> neededToCreate(Class<?> operation) {
        String name = operation.getSimpleName().replaceFirst("^(Update|Upsert)", "Create");
        return Arrays.stream(operation.getDeclaringClass().getDeclaredClasses())
                .filter(record -> record.isRecord() && record.getSimpleName().equals(name))
                .flatMap(record -> Arrays.stream(record.getRecordComponents()))
                .filter(component -> component.isAnnotationPresent(Required.class))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    private static JsonNode empty(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? Json.MAPPER.createArrayNode() : Json.MAPPER.createObjectNode();
        }
        return Json.MAPPER.nullNode();
    }
}
