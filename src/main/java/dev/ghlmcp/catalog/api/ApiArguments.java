package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.endpoint.Encoding;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Shape;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.operation.annotation.Place;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The arguments of an operation of the index: where each goes, and what its schema says. HighLevel's `altId` is the
/// argument `locationId`, as everywhere here, and `altType` is said without asking.
final class ApiArguments {
    private static final String ALT_ID = "altId";
    private static final String ALT_TYPE = "altType";

    /// The argument of reads that says which members of the answer to keep.
    private static final String FIELDS = "fields";

    private static final Map<String, String> SENT_UNASKED =
            Map.of("limit", "20", "pageLimit", "20", "pageSize", "20", "offset", "0", "skip", "0", "page", "1");

    private final ApiFacts facts;
    private final ApiRoute route;
    private final ApiSchema schema = new ApiSchema();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<String, ObjectNode> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    /// @param holes of its path
    ApiArguments(ApiFacts facts, List<String> holes) {
        this.facts = facts;
        this.route = facts.route();
        for (String hole : holes) {
            add(hole, new Shape.Member(shape(hole), true), Place.PATH);
        }
        boolean alt =
                route.query().members().containsKey(ALT_ID) || facts.body().containsKey(ALT_TYPE);
        route.query().members().forEach((name, member) -> add(name, member, Place.QUERY, alt));
        facts.body().forEach((name, member) -> add(name, member, Place.BODY, alt));
        if (multipart() && parameters.stream().noneMatch(each -> each.encoding() instanceof Encoding.File)) {
            addFiles();
        }
        last();
    }

    List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /// The names of those that a call cannot do without.
    List<String> required() {
        return required;
    }

    /// Their schemas.
    Map<String, ObjectNode> properties() {
        return properties;
    }

    ApiSchema schema() {
        return schema;
    }

    boolean multipart() {
        return route.content() == ApiRoute.Content.MULTIPART;
    }

    /// Of a part of the path.
    Shape shape(String hole) {
        Shape.Member member = route.parameters().members().get(hole);
        return member == null ? Shape.Simple.TEXT : member.shape();
    }

    private void add(String name, Shape.Member member, Place place, boolean alt) {
        if (alt && name.equals(ALT_TYPE)) {
            parameters.add(new Parameter(
                    ALT_TYPE,
                    ALT_TYPE,
                    place,
                    new Encoding.Plain(),
                    StringNode.valueOf("location"),
                    Parameter.Source.CALLER,
                    false));
        } else if (alt && name.equals(ALT_ID)) {
            configured(Declaration.LOCATION_ID, ALT_ID, place, !member.required());
        } else {
            add(name, member, place);
        }
    }

    private void add(String name, Shape.Member member, Place place) {
        if ((name.equals(Declaration.LOCATION_ID) && !(place == Place.PATH && changesLocation()))
                || (name.equals(Declaration.COMPANY_ID) && member.required())) {
            configured(name, name, place, !member.required());
            return;
        }
        String argument = name.equals(FIELDS) ? "apiFields" : name;
        String sent = member.required() && place != Place.PATH ? SENT_UNASKED.get(name) : null;
        properties.computeIfAbsent(
                argument,
                _ -> schema.argument(
                        argument, member.shape(), member.needed(name) && place != Place.PATH && sent == null));
        if (sent != null) {
            properties.get(argument).put("default", sent);
        }
        if (place == Place.PATH) {
            required.add(argument);
        }
        parameters.add(new Parameter(
                argument,
                name,
                place,
                encoding(argument, member.shape()),
                sent == null ? null : fallback(sent, member.shape()),
                Parameter.Source.CALLER,
                !member.required()));
    }

    /// Whether the call changes the sub-account itself, so that the caller has to say which: it stands at the end
    /// of
    /// the path, or the agency alone may do it.
    private boolean changesLocation() {
        return !facts.reads()
                && (route.path().endsWith("{" + Declaration.LOCATION_ID + "}")
                        || facts.tokens().equals(List.of(TokenClass.AGENCY)));
    }

    private static Encoding encoding(String argument, Shape shape) {
        Form time = ApiSchema.form(argument, shape);
        return time != null
                ? new Encoding.As(time)
                : switch (shape) {
                    case Shape.Simple.FILE -> new Encoding.File();
                    case Shape.Items items when items.joined() -> new Encoding.As(Form.COMMA_LIST);
                    default -> new Encoding.Plain();
                };
    }

    private static JsonNode fallback(String sent, Shape shape) {
        return shape == Shape.Simple.TEXT ? StringNode.valueOf(sent) : Json.MAPPER.readTree(sent);
    }

    private void configured(String name, String wire, Place place, boolean optional) {
        Parameter.Source source =
                name.equals(Declaration.LOCATION_ID) ? Parameter.Source.LOCATION : Parameter.Source.COMPANY;
        parameters.add(new Parameter(name, wire, place, new Encoding.Plain(), null, source, optional));
    }

    /// HighLevel's documents do not name the parts of some uploads.
    private void addFiles() {
        ObjectNode files = ApiSchema.typed("object");
        properties.put("files", ApiSchema.said(files, ApiSchema.FILES));
        parameters.add(
                new Parameter("files", "", Place.BODY, new Encoding.File(), null, Parameter.Source.CALLER, true));
    }

    /// The arguments that are no parameters, and those that the configuration fills.
    private void last() {
        for (String name : List.of(Declaration.LOCATION_ID, Declaration.COMPANY_ID)) {
            if (parameters.stream().anyMatch(each -> each.name().equals(name))) {
                properties.putIfAbsent(name, ApiSchema.typed("string"));
            }
        }
        if (facts.reads()) {
            ObjectNode fields = ApiSchema.typed("array");
            fields.set("items", ApiSchema.typed("string"));
            properties.put(FIELDS, fields);
            return;
        }
        if (facts.operation().risk() == ApiRisk.NEVER) {
            return;
        }
        properties.put("dryRun", ApiSchema.typed("boolean"));
        if (facts.operation().risk() != ApiRisk.WRITE) {
            properties.put("confirm", ApiSchema.typed("string"));
        }
    }
}
