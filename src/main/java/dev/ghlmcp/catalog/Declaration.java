package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.ListPaging;
import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.catalog.endpoint.ToolHints;
import dev.ghlmcp.catalog.endpoint.ToolRisk;
import dev.ghlmcp.operation.annotation.AnyOf;
import dev.ghlmcp.operation.annotation.Composite;
import dev.ghlmcp.operation.annotation.Consent;
import dev.ghlmcp.operation.annotation.Pages;
import dev.ghlmcp.operation.annotation.Scope;
import dev.ghlmcp.operation.annotation.Toolset;
import dev.ghlmcp.operation.annotation.V3;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads what the annotations of one operation say of the tool.
///
/// @param operation  the record
/// @param generation the one that requests are made for
public record Declaration(Class<?> operation, Generation generation) {
    /// The argument that `@Location` adds.
    public static final String LOCATION_ID = "locationId";

    /// The argument that `@Company` adds.
    public static final String COMPANY_ID = "companyId";

    ToolDefinition tool(List<PathTemplate> paths) {
        AnyOf anyOf = operation.getAnnotation(AnyOf.class);
        ToolHints hints = hints();
        List<Endpoint> endpoints =
                requests().stream().map(request -> request.endpoint(paths)).toList();
        return new ToolDefinition(
                name(),
                title(),
                toolset(operation).value(),
                annotation().value(),
                hints,
                endpoints,
                composite() || replacement() != null,
                List.of(scope()),
                ListPaging.of(operation.getAnnotation(Pages.class)),
                anyOf == null ? List.of() : List.of(anyOf.value()),
                ArgumentRule.of(operation),
                TimeArgument.of(operation, generation),
                ArgumentTraits.of(operation, hints.readOnly(), endpoints));
    }

    /// The requests that the tool may send.
    List<RequestDeclaration> requests() {
        if (composite()) {
            if (new RequestDeclaration(operation, generation).hasVerb()) {
                throw new IllegalStateException(operation.getName() + " " + RequestDeclaration.ONE_VERB);
            }
            return Arrays.stream(operation.getAnnotation(Composite.class).value())
                    .map(part -> new RequestDeclaration(part, generation))
                    .toList();
        }
        Class<?> replacement = replacement();
        return List.of(new RequestDeclaration(replacement == null ? operation : replacement, generation));
    }

    /// The category that a record stands in.
    static Toolset toolset(Class<?> record) {
        for (Class<?> outer = record; outer != null; outer = outer.getDeclaringClass()) {
            if (outer.isAnnotationPresent(Toolset.class)) {
                return outer.getAnnotation(Toolset.class);
            }
        }
        throw new IllegalStateException(record.getName() + " stands in no @Toolset");
    }

    /// Derived by the rule, because HighLevel checks a scope even for the four operations without a documented one.
    private String scope() {
        String scope = toolset(operation).value();
        for (Class<?> outer = operation; outer != null; outer = outer.getDeclaringClass()) {
            if (outer.isAnnotationPresent(Scope.class)) {
                scope = outer.getAnnotation(Scope.class).value();
                break;
            }
        }
        return scope.contains(".") ? scope : scope + (hints().readOnly() ? ".readonly" : ".write");
    }

    private boolean composite() {
        return operation.isAnnotationPresent(Composite.class);
    }

    /// The operation that took this one's place in the generation, or null.
    private Class<?> replacement() {
        V3 v3 = operation.getAnnotation(V3.class);
        return generation == Generation.V3 && v3 != null && v3.replacement() != Record.class ? v3.replacement() : null;
    }

    String name() {
        return words("_").toLowerCase(Locale.ROOT);
    }

    private String title() {
        String words = words(" ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private String words(String separator) {
        return operation.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", separator);
    }

    private dev.ghlmcp.operation.annotation.Tool annotation() {
        var tool = operation.getAnnotation(dev.ghlmcp.operation.annotation.Tool.class);
        if (tool == null) {
            throw new IllegalStateException(operation.getName() + " has no @Tool sentence");
        }
        return tool;
    }

    /// Those of the operation itself: what took its place does the same by another verb.
    private ToolHints hints() {
        var tool = annotation();
        String method = composite() ? "POST" : new RequestDeclaration(operation, generation).method();
        boolean readOnly = tool.readOnly() || method.equals("GET");
        boolean destructive = tool.destructive() || method.equals("DELETE");
        return new ToolHints(
                readOnly,
                destructive,
                readOnly || tool.idempotent() || !method.equals("POST"),
                ToolRisk.of(operation.getAnnotation(Consent.class), destructive));
    }
}
