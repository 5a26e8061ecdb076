package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.Composite;
import dev.ghlmcp.operation.Default;
import dev.ghlmcp.operation.Delete;
import dev.ghlmcp.operation.Get;
import dev.ghlmcp.operation.Location;
import dev.ghlmcp.operation.Operation;
import dev.ghlmcp.operation.Place;
import dev.ghlmcp.operation.Post;
import dev.ghlmcp.operation.Put;
import dev.ghlmcp.operation.Toolset;
import dev.ghlmcp.operation.WholeBody;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads what the annotations of one operation say. A slip in a declaration fails here, at load, with a sentence
/// that names the record.
///
/// @param operation the record
public record Declaration(Class<?> operation) {
    private record Route(String method, String path) {}

    /// The argument that `@Location` adds.
    public static final String LOCATION_ID = "locationId";

    Tool tool(List<PathTemplate> paths) {
        return new Tool(
                name(),
                title(),
                toolset().value(),
                annotation().value(),
                hints(),
                endpoints(paths),
                operation.asSubclass(Operation.class));
    }

    /// The category that the record stands in.
    Toolset toolset() {
        return present(operation.getDeclaringClass().getAnnotation(Toolset.class), "stands in no @Toolset");
    }

    /// The path, or null for a composite.
    PathTemplate path() {
        Route route = route();
        return route == null ? null : PathTemplate.parse(route.path());
    }

    private String name() {
        return words("_").toLowerCase(Locale.ROOT);
    }

    private String title() {
        String words = words(" ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private String words(String separator) {
        return operation.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", separator);
    }

    private dev.ghlmcp.operation.Tool annotation() {
        return present(operation.getAnnotation(dev.ghlmcp.operation.Tool.class), "has no @Tool sentence");
    }

    private Hints hints() {
        var tool = annotation();
        Route route = route();
        String method = route == null ? "POST" : route.method();
        boolean readOnly = tool.readOnly() || method.equals("GET");
        return new Hints(
                readOnly,
                tool.destructive() || method.equals("DELETE"),
                readOnly || tool.idempotent() || !method.equals("POST"));
    }

    private List<Endpoint> endpoints(List<PathTemplate> paths) {
        Composite composite = operation.getAnnotation(Composite.class);
        return composite == null
                ? List.of(endpoint(paths))
                : Arrays.stream(composite.value())
                        .map(part -> new Declaration(part).endpoint(paths))
                        .toList();
    }

    Endpoint endpoint(List<PathTemplate> paths) {
        Route route = route();
        PathTemplate path = path();
        List<String> holes = path.holes();
        boolean writes = route.method().equals("POST") || route.method().equals("PUT");
        List<Parameter> parameters = new ArrayList<>();
        for (RecordComponent component : operation.getRecordComponents()) {
            String name = component.getName();
            Default fallback = component.getAnnotation(Default.class);
            parameters.add(new Parameter(
                    name,
                    place(component, route, holes),
                    fallback == null ? null : Json.MAPPER.readTree(fallback.value()),
                    false));
        }
        Location location = operation.getAnnotation(Location.class);
        if (location != null) {
            parameters.add(new Parameter(LOCATION_ID, location.value(), null, true));
        }
        if (location != null && location.value() == Place.PATH && !holes.contains(LOCATION_ID)) {
            throw wrong("has no {" + LOCATION_ID + "} in its path " + route.path());
        }
        for (String hole : holes) {
            if (parameters.stream().noneMatch(p -> p.name().equals(hole) && p.place() == Place.PATH)) {
                throw wrong("has no component for {" + hole + "} of its path " + route.path());
            }
        }
        boolean body = writes || parameters.stream().anyMatch(p -> p.place() == Place.BODY);
        return new Endpoint(route.method(), path.reserving(paths), toolset().version(), List.copyOf(parameters), body);
    }

    private static Place place(RecordComponent component, Route route, List<String> holes) {
        if (holes.contains(component.getName())) {
            return Place.PATH;
        }
        if (route.method().equals("GET")) {
            return Place.QUERY;
        }
        return component.isAnnotationPresent(WholeBody.class) ? Place.WHOLE_BODY : Place.BODY;
    }

    /// The request, or null for a composite.
    private Route route() {
        List<Route> routes = new ArrayList<>();
        for (var annotation : operation.getAnnotations()) {
            switch (annotation) {
                case Get get -> routes.add(new Route("GET", get.value()));
                case Post post -> routes.add(new Route("POST", post.value()));
                case Put put -> routes.add(new Route("PUT", put.value()));
                case Delete delete -> routes.add(new Route("DELETE", delete.value()));
                case Composite _ -> routes.add(null);
                default -> {}
            }
        }
        if (routes.size() != 1) {
            throw wrong("needs exactly one of @Get, @Post, @Put, @Delete or @Composite");
        }
        return routes.getFirst();
    }

    private <T> T present(T value, String complaint) {
        if (value == null) {
            throw wrong(complaint);
        }
        return value;
    }

    private IllegalStateException wrong(String complaint) {
        return new IllegalStateException(operation.getName() + " " + complaint);
    }
}
