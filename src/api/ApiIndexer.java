import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Writes the group files of this folder, whose form README.md explains, for the operations that `operations.txt` names.
///
/// Run by the profile `contract`: `java ApiIndexer.java <documents> <target>`. The folder of the documents has `apps`
/// and `apps/v3`, HighLevel's OpenAPI documents (<https://github.com/GoHighLevel/highlevel-api-docs>) or the tests'
/// extract of them. That every operation
/// of theirs is a tool or in `operations.txt` is for a test to say.
public class ApiIndexer {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    /// Longer lists of values are countries and currencies.
    private static final int MAX_VALUES = 40;

    /// How many members of an answer are told.
    private static final int MAX_ANSWER = 12;

    private static final String USUAL_VERSION = "2021-07-28";

    /// One operation of a document.
    private record Source(String route, JsonNode operation, JsonNode document) {}

    /// One line of `operations.txt`.
    ///
    /// @param v3 its route there, where that is not the same; else null
    private record Line(String name, String route, String risk, String v3) {}

    private final Map<String, Source> dated;
    private final Map<String, Source> third;

    private ApiIndexer(Path documents) throws IOException {
        dated = operations(documents.resolve("apps"));
        third = operations(documents.resolve("apps/v3"));
    }

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[1]);
        ApiIndexer indexer = new ApiIndexer(Path.of(args[0]));
        Map<String, List<Line>> groups = new TreeMap<>();
        for (Line line : lines(Path.of(args.length > 2 ? args[2] : "src/api/operations.txt"))) {
            groups.computeIfAbsent(line.route().split("[ /]+")[1], _ -> new ArrayList<>()).add(line);
        }
        Files.createDirectories(target);
        for (Map.Entry<String, List<Line>> group : groups.entrySet()) {
            Files.writeString(target.resolve(group.getKey() + ".json"), indexer.text(group.getKey(), group.getValue()));
        }
    }

    private static List<Line> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("#.*", "").strip().split(" +"))
                .filter(words -> words.length > 3)
                .map(words -> new Line(
                        words[0],
                        words[1] + " " + words[2],
                        words[3],
                        words.length > 5 ? words[4] + " " + words[5] : null))
                .toList();
    }

    private static Map<String, Source> operations(Path folder) throws IOException {
        Map<String, Source> operations = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files) {
            JsonNode document = MAPPER.readTree(file);
            document.path("paths").forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                if (METHODS.contains(method)) {
                    String route = method.toUpperCase() + " " + path;
                    operations.put(folded(route), new Source(route, operation, document));
                }
            }));
        }
        return operations;
    }

    /// What makes two routes the same, whatever their parameters are called: `v3` hyphenated some words.
    private static String folded(String route) {
        return route.replaceAll("\\{[^}]*}", "{}").replace("-", "").toLowerCase().replaceFirst("/$", "");
    }

    private String text(String group, List<Line> lines) {
        return lines.stream()
                .map(line -> "    \"" + line.name() + "\": {\n" + members(entry(line)) + "\n    }")
                .collect(Collectors.joining(
                        ",\n", "{\n  \"group\": \"" + group + "\",\n  \"operations\": {\n", "\n  }\n}\n"));
    }

    private static String members(ObjectNode entry) {
        return entry.properties().stream()
                .map(member -> "      \"" + member.getKey() + "\": " + member(member.getKey(), member.getValue()))
                .collect(Collectors.joining(",\n"));
    }

    /// One line for each parameter.
    private static String member(String name, JsonNode value) {
        boolean parameters = Set.of("path", "query", "body").contains(name) && value.isObject() && !value.has("|");
        return !parameters || value.isEmpty()
                ? value.toString()
                : value.properties().stream()
                        .map(each -> "        \"" + each.getKey() + "\": " + each.getValue())
                        .collect(Collectors.joining(",\n", "{\n", "\n      }"));
    }

    private ObjectNode entry(Line line) {
        Source old = dated.get(folded(line.route()));
        Source later = third.get(folded(line.v3() == null ? line.route() : line.v3()));
        if (old == null && later == null) {
            throw new IllegalArgumentException("The documents have no " + line);
        }
        Source main = old == null ? later : old;
        ObjectNode entry = MAPPER.createObjectNode().put("route", main.route()).put("risk", line.risk());
        String usual = old == null ? "v3" : USUAL_VERSION;
        String version = version(main, usual);
        if (!version.equals(usual)) {
            entry.put("version", version);
        }
        if (old == null) {
            entry.put("v3", true);
        } else if (later == null) {
            entry.put("v3", false);
        }
        security(entry, old, later);
        if (main.operation().path("deprecated").asBoolean(false)) {
            entry.put("deprecated", true);
        }
        ObjectNode request = request(main, main.route());
        entry.setAll(request);
        JsonNode answer = answer(main);
        if (answer.isMissingNode() && later != null) {
            answer = answer(later);
        }
        if (!answer.isMissingNode()) {
            entry.set("answer", answer);
        }
        if (old != null && later != null) {
            ObjectNode patch = difference(request, request(later, main.route()));
            String route = renamed(later.route(), main.route());
            if (!route.equals(main.route())) {
                patch.put("route", route);
            }
            String laterVersion = version(later, "v3");
            if (!laterVersion.equals("v3")) {
                patch.put("version", laterVersion);
            }
            if (!patch.isEmpty()) {
                entry.set("v3", patch);
            }
        }
        return entry;
    }

    /// What it declares, or what is usual.
    private static String version(Source source, String usual) {
        JsonNode extracted = source.operation().path("version");
        return source.operation()
                .path("parameters")
                .valueStream()
                .filter(each -> each.path("name").asString().equalsIgnoreCase("version"))
                .map(each -> each.at("/schema/enum/0").asString(usual))
                .findFirst()
                .orElse(extracted.asString(usual));
    }

    private static void security(ObjectNode entry, Source... sources) {
        Set<String> scopes = new TreeSet<>();
        Set<String> tokens = new TreeSet<>();
        boolean[] oauth = {false};
        for (Source source : sources) {
            if (source != null) {
                source.operation().path("security").forEach(way -> way.forEachEntry((scheme, wanted) -> {
                    wanted.forEach(scope -> scopes.add(scope.asString()));
                    if (!scheme.equals("bearer")) {
                        tokens.add(scheme.startsWith("Agency") ? "agency" : "location");
                        oauth[0] |= scheme.endsWith("-Only");
                    }
                }));
            }
        }
        if (!scopes.isEmpty()) {
            entry.put("scopes", String.join(" ", scopes));
        }
        if (!tokens.isEmpty()) {
            entry.put("tokens", String.join(" ", tokens));
        }
        if (oauth[0]) {
            entry.put("oauth", true);
        }
    }

    /// The same route with the parameters called as in another, if it has as many: their names do not travel.
    private static String renamed(String route, String names) {
        List<String> wanted = holes(names);
        List<String> given = holes(route);
        if (wanted.size() != given.size()) {
            return route;
        }
        String renamed = route;
        for (int i = 0; i < given.size(); i++) {
            renamed = renamed.replace("{" + given.get(i) + "}", "{" + wanted.get(i) + "}");
        }
        return renamed;
    }

    private static List<String> holes(String route) {
        return Stream.of(route.split("/"))
                .filter(part -> part.startsWith("{"))
                .map(part -> part.substring(1, part.length() - 1))
                .toList();
    }

    private static ObjectNode request(Source source, String names) {
        ObjectNode request = MAPPER.createObjectNode();
        ObjectNode path = MAPPER.createObjectNode();
        ObjectNode query = MAPPER.createObjectNode();
        List<String> given = holes(source.route());
        List<String> wanted = holes(names);
        for (JsonNode parameter : source.operation().path("parameters")) {
            String name = parameter.path("name").asString();
            JsonNode shape = shape(parameter.path("schema"), source.document());
            int hole = given.indexOf(name);
            switch (parameter.path("in").asString()) {
                case "path" -> {
                    if (!shape.asString("").equals("s")) {
                        path.set(wanted.size() == given.size() ? wanted.get(hole) : name, shape);
                    }
                }
                case "query" -> query.set(
                        name + (parameter.path("required").asBoolean(false) ? "!" : ""),
                        shape instanceof ArrayNode list && isJoined(parameter) ? list.add(",") : shape);
                default -> {}
            }
        }
        if (!path.isEmpty()) {
            request.set("path", path);
        }
        if (!query.isEmpty()) {
            request.set("query", query);
        }
        JsonNode body = source.operation().path("requestBody");
        body.path("content").forEachEntry((type, content) -> {
            request.set("body", shape(content.path("schema"), source.document()));
            if (!body.path("required").asBoolean(true)) {
                request.put("bodyOptional", true);
            }
            if (!type.endsWith("json")) {
                request.put("content", type.startsWith("multipart") ? "multipart" : "form");
            }
        });
        return request;
    }

    /// Whether a list goes as one text. The documents of some say so in words only, of which the extract makes this.
    private static boolean isJoined(JsonNode parameter) {
        return !parameter.path("explode").asBoolean(true)
                || parameter.path("description").asString("").toLowerCase().matches("(?s).*comma[- ]separated.*");
    }

    /// The first members of a success, without what is in them.
    private static JsonNode answer(Source source) {
        JsonNode schema = source.operation()
                .path("responses")
                .propertyStream()
                .filter(each -> each.getKey().startsWith("2"))
                .map(each -> each.getValue().path("content").path("application/json").path("schema"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(MAPPER.missingNode());
        JsonNode shape = schema.isMissingNode() ? schema : shape(schema, source.document());
        if (shape.isArray()) {
            return MAPPER.createArrayNode().add("{}");
        }
        if (!shape.isObject() || shape.has("|")) {
            return MAPPER.missingNode();
        }
        ObjectNode answer = MAPPER.createObjectNode();
        shape.propertyStream()
                .limit(MAX_ANSWER)
                .forEach(each -> answer.set(each.getKey().replace("!", ""), shallow(each.getValue())));
        return answer.isEmpty() ? MAPPER.missingNode() : answer;
    }

    private static JsonNode shallow(JsonNode shape) {
        if (shape.isArray()) {
            return MAPPER.createArrayNode().add(shallow(shape.path(0)));
        }
        String text = shape.isObject() ? shape.has("|") ? "?" : "{}" : shape.asString();
        return StringNode.valueOf(text.replaceFirst(":.*", ""));
    }

    private static JsonNode shape(JsonNode schema, JsonNode document) {
        if (schema.has("$ref")) {
            return shape(document.at(schema.path("$ref").asString().substring(1)), document);
        }
        for (String choice : new String[] {"oneOf", "anyOf"}) {
            if (schema.has(choice)) {
                return anyOf(schema.path(choice), document);
            }
        }
        ObjectNode members = MAPPER.createObjectNode();
        if (schema.has("allOf")) {
            if (schema.path("allOf").size() == 1 && schema.path("properties").isEmpty()) {
                return shape(schema.path("allOf").path(0), document);
            }
            schema.path("allOf").forEach(part -> {
                if (shape(part, document) instanceof ObjectNode object) {
                    members.setAll(object);
                }
            });
        }
        Set<String> required = schema.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        schema.path("properties")
                .forEachEntry((name, member) ->
                        members.set(name + (required.contains(name) ? "!" : ""), shape(member, document)));
        if (!members.isEmpty()) {
            return members;
        }
        return schema.path("type").asString("").equals("array")
                ? MAPPER.createArrayNode()
                        .add(schema.has("items") ? shape(schema.path("items"), document) : StringNode.valueOf("?"))
                : StringNode.valueOf(simple(schema));
    }

    private static JsonNode anyOf(JsonNode branches, JsonNode document) {
        Set<JsonNode> shapes = new LinkedHashSet<>();
        branches.forEach(branch -> shapes.add(shape(branch, document)));
        if (shapes.size() == 1) {
            return shapes.iterator().next();
        }
        ArrayNode list = MAPPER.createArrayNode();
        shapes.forEach(list::add);
        return JsonNodeFactory.instance.objectNode().set("|", list);
    }

    private static String simple(JsonNode schema) {
        List<String> values = schema.path("enum").valueStream()
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asString)
                .filter(value -> !value.isBlank())
                .distinct()
                .toList();
        String letter =
                switch (schema.path("type").asString("")) {
                    case "string" ->
                        switch (schema.path("format").asString("")) {
                            case "date" -> "date";
                            case "date-time" -> "time";
                            case "binary" -> "file";
                            default -> "s";
                        };
                    case "number" -> "n";
                    case "integer" -> "i";
                    case "boolean" -> "b";
                    case "object" -> free(schema.path("example"));
                    default -> "?";
                };
        boolean numbers = values.stream().allMatch(value -> value.matches("-?[0-9.]+"));
        if (schema.has("enum") && !numbers || schema.path("enum").path(0).isArray()) {
            letter = "s";
        }
        return values.isEmpty() || values.size() > MAX_VALUES || letter.equals("b")
                ? letter
                : letter + ":" + String.join("|", values);
    }

    /// An object without members is what its example is; the extract has the type of it.
    private static String free(JsonNode example) {
        return switch (example.isString() ? example.asString() : "") {
            case "number" -> "n";
            case "boolean" -> "b";
            case "" -> example.isNumber() ? "n" : example.isBoolean() ? "b" : example.isArray() ? "s" : "{}";
            default -> "s";
        };
    }

    /// The merge patch (RFC 7386) that makes one object of another.
    private static ObjectNode difference(ObjectNode from, ObjectNode to) {
        ObjectNode patch = MAPPER.createObjectNode();
        from.propertyNames().forEach(name -> {
            if (!to.has(name)) {
                patch.putNull(name);
            }
        });
        to.forEachEntry((name, value) -> {
            JsonNode before = from.path(name);
            if (before instanceof ObjectNode object && value instanceof ObjectNode other) {
                ObjectNode inner = difference(object, other);
                if (!inner.isEmpty()) {
                    patch.set(name, inner);
                }
            } else if (!before.equals(value)) {
                patch.set(name, value);
            }
        });
        return patch;
    }
}
