package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.catalog.ArgumentTraits.Trait;
import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.BodyFormat;
import dev.ghlmcp.catalog.endpoint.Encoding;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.catalog.endpoint.ToolHints;
import dev.ghlmcp.catalog.endpoint.ToolRisk;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Shape;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Content;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.operation.annotation.Place;
import dev.ghlmcp.operation.annotation.Risk;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// An operation of the index as a tool: what `tools/list` would say of it, and what a call sends. HighLevel's `altId`
/// is the argument `locationId`, as everywhere here, and `altType` is said without asking.
///
/// @param tool  the definition
/// @param entry what `tools/list` would say
record ApiDefinition(ToolDefinition tool, JsonNode entry) {
    private static final String ALT_ID = "altId";
    private static final String ALT_TYPE = "altType";

    /// The argument of reads that says which members of the answer to keep.
    private static final String FIELDS = "fields";

    private static final Map<String, String> SENT_UNASKED =
            Map.of("limit", "20", "pageLimit", "20", "pageSize", "20", "offset", "0", "skip", "0", "page", "1");

    /// Makes one.
    ///
    /// @param route of the generation that is called
    /// @param paths of all operations, whose words no id may be
    static ApiDefinition of(ApiOperation operation, ApiRoute route, List<PathTemplate> paths) {
        return new Making(operation, route).made(paths);
    }

    private static final class Making {
        private final ApiOperation operation;
        private final ApiRoute route;
        private final boolean reads;
        private final ApiSchema schema = new ApiSchema();
        private final List<Parameter> parameters = new ArrayList<>();
        private final Map<String, ObjectNode> properties = new LinkedHashMap<>();
        private final List<String> required = new ArrayList<>();
        private final Map<String, Trait> traits = new HashMap<>();

        Making(ApiOperation operation, ApiRoute route) {
            this.operation = operation;
            this.route = route;
            this.reads = operation.risk() == ApiRisk.READ;
        }

        ApiDefinition made(List<PathTemplate> paths) {
            PathTemplate path = PathTemplate.parse(route.path());
            for (String hole : path.holes()) {
                add(hole, new Shape.Member(shape(hole), true), Place.PATH);
            }
            boolean alt = route.query().members().containsKey(ALT_ID) || body().containsKey(ALT_TYPE);
            route.query().members().forEach((name, member) -> add(name, member, Place.QUERY, alt));
            body().forEach((name, member) -> add(name, member, Place.BODY, alt));
            boolean multipart = route.content() == ApiRoute.Content.MULTIPART;
            if (multipart && parameters.stream().noneMatch(each -> each.encoding() instanceof Encoding.File)) {
                addFiles();
            }
            last();
            traits.putAll(schema.traits());
            return new ApiDefinition(tool(path, paths, multipart), entry());
        }

        /// Of several shapes that a body may have, all members.
        private Map<String, Shape.Member> body() {
            return switch (route.body()) {
                case Shape.Members(Map<String, Shape.Member> members) -> members;
                case Shape.AnyOf(List<Shape> shapes) -> {
                    Map<String, Shape.Member> all = new LinkedHashMap<>();
                    for (Shape shape : shapes) {
                        if (shape instanceof Shape.Members(Map<String, Shape.Member> members)) {
                            members.forEach(
                                    (name, member) -> all.putIfAbsent(name, new Shape.Member(member.shape(), false)));
                        }
                    }
                    yield all;
                }
                case Shape.Simple simple when simple == Shape.Simple.FREE -> record();
                case null, default -> Map.of();
            };
        }

        /// The only free bodies are records of objects, of which HighLevel's documents say nothing: their fields stand
        /// in `properties`, beside the sub-account where the query does not say it.
        private Map<String, Shape.Member> record() {
            Shape.Member properties = new Shape.Member(Shape.Simple.FREE, true);
            return route.query().members().containsKey(Declaration.LOCATION_ID)
                    ? Map.of("properties", properties)
                    : Map.of(
                            "properties",
                            properties,
                            Declaration.LOCATION_ID,
                            new Shape.Member(Shape.Simple.TEXT, true));
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
            return !reads
                    && (route.path().endsWith("{" + Declaration.LOCATION_ID + "}")
                            || tokens().equals(List.of(TokenClass.AGENCY)));
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
            if (reads) {
                ObjectNode fields = ApiSchema.typed("array");
                fields.set("items", ApiSchema.typed("string"));
                properties.put(FIELDS, fields);
                return;
            }
            if (operation.risk() == ApiRisk.NEVER) {
                return;
            }
            properties.put("dryRun", ApiSchema.typed("boolean"));
            if (operation.risk() != ApiRisk.WRITE) {
                properties.put("confirm", ApiSchema.typed("string"));
            }
        }

        private ToolDefinition tool(PathTemplate path, List<PathTemplate> paths, boolean multipart) {
            return new ToolDefinition(
                    operation.name(),
                    title(),
                    ApiTools.TOOLSET + operation.group(),
                    text(),
                    new ToolHints(reads, destructive(), reads || !route.method().equals("POST"), consent()),
                    List.of(new Endpoint(
                            route.method(),
                            closed(path.reserving(paths)),
                            route.version(),
                            tokens(),
                            List.copyOf(parameters),
                            route.body() == null ? BodyFormat.NONE : multipart ? BodyFormat.MULTIPART : BodyFormat.JSON,
                            Content.ANY)),
                    false,
                    operation.scopes(),
                    ApiPaging.of(operation, parameters),
                    List.of(),
                    List.of(),
                    schema.times(),
                    new ArgumentTraits(Map.copyOf(traits), Map.of(), false));
        }

        private JsonNode entry() {
            ObjectNode entry = Json.MAPPER.createObjectNode();
            entry.put("name", operation.name()).put("title", title()).put("description", text());
            ObjectNode input = entry.putObject("inputSchema").put("type", "object");
            input.putObject("properties").setAll(properties);
            if (!required.isEmpty()) {
                required.forEach(input.putArray("required")::add);
            }
            ObjectNode hints = entry.putObject("annotations");
            if (reads) {
                hints.put("readOnlyHint", true);
            } else {
                hints.put("destructiveHint", destructive());
            }
            return entry;
        }

        private String title() {
            String words = operation.title();
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }

        private String text() {
            return title() + ": " + route.method() + " " + route.path() + "."
                    + switch (operation.risk()) {
                        case READ, WRITE -> "";
                        case IRREVERSIBLE -> " Cannot be undone.";
                        case OUTWARD -> " Reaches people.";
                        case MONEY -> " Moves or records money.";
                        case NEVER -> " Is never called.";
                    }
                    + (operation.deprecated() ? " Deprecated by HighLevel." : "");
        }

        private boolean destructive() {
            return switch (operation.risk()) {
                case READ, OUTWARD -> false;
                case WRITE -> !route.method().equals("POST");
                case IRREVERSIBLE, MONEY, NEVER -> true;
            };
        }

        private ToolRisk consent() {
            return switch (operation.risk()) {
                case READ, WRITE -> ToolRisk.NONE;
                case OUTWARD -> new ToolRisk(Risk.OUTWARD, List.of());
                case MONEY -> new ToolRisk(Risk.MONEY, List.of());
                case IRREVERSIBLE, NEVER -> new ToolRisk(Risk.IRREVERSIBLE, List.of());
            };
        }

        /// With one of the words that a hole takes, the path may be that of an operation that HighLevel describes
        /// twice.
        private PathTemplate closed(PathTemplate path) {
            return new PathTemplate(path.segments().stream()
                    .map(segment -> segment instanceof PathTemplate.Segment.Hole hole
                                    && shape(hole.name()) instanceof Shape.Choice(Shape.Simple _, List<String> words)
                            ? hole.taking(words)
                            : segment)
                    .toList());
        }

        private Shape shape(String hole) {
            Shape.Member member = route.parameters().members().get(hole);
            return member == null ? Shape.Simple.TEXT : member.shape();
        }

        /// Where the documents do not say, it is the sub-account's.
        private List<TokenClass> tokens() {
            boolean agency = operation.tokens().contains("agency");
            boolean location = !agency || operation.tokens().contains("location");
            return !agency
                    ? List.of(TokenClass.SUB_ACCOUNT)
                    : location ? List.of(TokenClass.SUB_ACCOUNT, TokenClass.AGENCY) : List.of(TokenClass.AGENCY);
        }
    }
}
