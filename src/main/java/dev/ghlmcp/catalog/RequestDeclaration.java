package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.BodyFormat;
import dev.ghlmcp.catalog.endpoint.Encoding;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Company;
import dev.ghlmcp.operation.annotation.Constant;
import dev.ghlmcp.operation.annotation.Content;
import dev.ghlmcp.operation.annotation.Default;
import dev.ghlmcp.operation.annotation.Delete;
import dev.ghlmcp.operation.annotation.Get;
import dev.ghlmcp.operation.annotation.Location;
import dev.ghlmcp.operation.annotation.Place;
import dev.ghlmcp.operation.annotation.Post;
import dev.ghlmcp.operation.annotation.Put;
import dev.ghlmcp.operation.annotation.Query;
import dev.ghlmcp.operation.annotation.Returns;
import dev.ghlmcp.operation.annotation.SentAs;
import dev.ghlmcp.operation.annotation.Token;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.operation.annotation.V3;
import dev.ghlmcp.operation.annotation.WholeBody;
import dev.ghlmcp.operation.annotation.Wire;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads what a record and its annotations say of the request. A slip fails here, at load, with a sentence that names
/// the record.
///
/// @param record     the operation, or a request nested in a composite
/// @param generation the one that requests are made for
record RequestDeclaration(Class<?> record, Generation generation) {
    private static final Map<Class<? extends Annotation>, Function<Annotation, Route>> VERBS = Map.of(
            Get.class, get -> new Route("GET", ((Get) get).value(), false),
            Post.class, post -> new Route("POST", ((Post) post).value(), true),
            Put.class, put -> new Route("PUT", ((Put) put).value(), true),
            Delete.class, delete -> new Route("DELETE", ((Delete) delete).value(), ((Delete) delete).body()));

    static final String ONE_VERB = "needs exactly one of @Get, @Post, @Put, @Delete or @Composite";

    /// @param body a body is sent even if nothing fills it
    private record Route(String method, String path, boolean body) {}

    /// The HTTP verb.
    String method() {
        return route().method();
    }

    PathTemplate path() {
        return PathTemplate.parse(route().path());
    }

    /// The request, its path closed to the words of the other paths.
    Endpoint endpoint(List<PathTemplate> paths) {
        Route route = route();
        PathTemplate path = path();
        List<Parameter> parameters = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            if (generation.has(component)) {
                check(component, route, path.holes());
                parameters.add(parameter(component, route, path.holes()));
            }
        }
        addIds(parameters);
        for (Constant constant : record.getAnnotationsByType(Constant.class)) {
            parameters.add(plain(constant.name(), Place.BODY, Json.MAPPER.readTree(constant.value())));
        }
        V3 v3 = record.getAnnotation(V3.class);
        if (generation == Generation.V3 && v3 != null && !v3.wordsOf().isEmpty()) {
            parameters.add(new Parameter(
                    v3.wordsOf(),
                    "wordCount",
                    Place.BODY,
                    new Encoding.WordCount(),
                    null,
                    Parameter.Source.CALLER,
                    false));
        }
        for (String hole : path.holes()) {
            if (parameters.stream().noneMatch(p -> p.name().equals(hole) && p.place() == Place.PATH)) {
                throw wrong("has no component for {" + hole + "} of its path " + route.path());
            }
        }
        for (Parameter parameter : parameters) {
            if (parameter.place() == Place.PATH && !path.holes().contains(parameter.name())) {
                throw wrong("has no {" + parameter.name() + "} in its path " + route.path());
            }
        }
        Token token = record.getAnnotation(Token.class);
        Returns returns = record.getAnnotation(Returns.class);
        return new Endpoint(
                route.method(),
                path.reserving(paths),
                generation.version(Declaration.toolset(record).version()),
                token == null ? List.of(TokenClass.SUB_ACCOUNT) : List.of(token.value()),
                List.copyOf(parameters),
                route.body() || parameters.stream().anyMatch(p -> p.place() == Place.BODY)
                        ? BodyFormat.JSON
                        : BodyFormat.NONE,
                returns == null ? Content.JSON : returns.value());
    }

    /// An annotation that would say nothing is a slip.
    private void check(RecordComponent component, Route route, List<String> holes) {
        String name = component.getName();
        boolean hole = holes.contains(name);
        List<Class<? extends Annotation>> idle = hole
                ? List.of(Wire.class, SentAs.class, Query.class, WholeBody.class)
                : route.method().equals("GET") ? List.of(Query.class, WholeBody.class) : List.of();
        for (Class<? extends Annotation> annotation : idle) {
            if (component.isAnnotationPresent(annotation)) {
                throw wrong("has @" + annotation.getSimpleName() + " on " + name + ", which travels in the "
                        + (hole ? "path" : "query"));
            }
        }
        if ((record.isAnnotationPresent(Location.class) && name.equals(Declaration.LOCATION_ID))
                || (record.isAnnotationPresent(Company.class) && name.equals(Declaration.COMPANY_ID))) {
            throw wrong("has a component " + name + " beside the one that its annotation adds");
        }
    }

    private Parameter parameter(RecordComponent component, Route route, List<String> holes) {
        Default fallback = component.getAnnotation(Default.class);
        return new Parameter(
                component.getName(),
                Encodings.wire(component, generation),
                place(component, route, holes),
                Encodings.of(component, generation),
                fallback == null ? null : Json.MAPPER.readTree(fallback.value()),
                Parameter.Source.CALLER,
                false);
    }

    private void addIds(List<Parameter> parameters) {
        Location location = record.getAnnotation(Location.class);
        if (location != null) {
            String wire = generation.name(location.wire());
            parameters.add(configured(
                    Declaration.LOCATION_ID, wire, location.value(), Parameter.Source.LOCATION, location.optional()));
        }
        Company company = record.getAnnotation(Company.class);
        if (company != null) {
            String name = Declaration.COMPANY_ID;
            parameters.add(configured(name, name, company.value(), Parameter.Source.COMPANY, company.optional()));
        }
    }

    private static Parameter configured(
            String name, String wire, Place place, Parameter.Source source, boolean optional) {
        return new Parameter(name, wire, place, new Encoding.Plain(), null, source, optional);
    }

    private static Parameter plain(String name, Place place, JsonNode value) {
        return new Parameter(name, name, place, new Encoding.Plain(), value, Parameter.Source.CALLER, false);
    }

    private static Place place(RecordComponent component, Route route, List<String> holes) {
        if (holes.contains(component.getName())) {
            return Place.PATH;
        }
        if (route.method().equals("GET") || component.isAnnotationPresent(Query.class)) {
            return Place.QUERY;
        }
        return component.isAnnotationPresent(WholeBody.class) ? Place.WHOLE_BODY : Place.BODY;
    }

    /// Whether the record says which request it is; a composite does not.
    boolean hasVerb() {
        return !routes().isEmpty();
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Annotation annotation : record.getAnnotations()) {
            var verb = VERBS.get(annotation.annotationType());
            if (verb != null) {
                routes.add(verb.apply(annotation));
            }
        }
        return routes;
    }

    private Route route() {
        List<Route> routes = routes();
        if (routes.size() != 1) {
            throw wrong(ONE_VERB);
        }
        Route route = routes.getFirst();
        V3 v3 = record.getAnnotation(V3.class);
        return generation == Generation.DATED || v3 == null || v3.path().isEmpty()
                ? route
                : new Route(route.method(), v3.path(), route.body());
    }

    private IllegalStateException wrong(String complaint) {
        return new IllegalStateException(record.getName() + " " + complaint);
    }
}
