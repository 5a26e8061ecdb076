package dev.ghlmcp.catalog;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.ghlmcp.catalog.endpoint.PathTemplate;
import dev.ghlmcp.catalog.endpoint.ToolHints;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.lookup.NamedArguments;
import dev.ghlmcp.operation.Operation;
import dev.ghlmcp.operation.annotation.Company;
import dev.ghlmcp.operation.annotation.Content;
import dev.ghlmcp.operation.annotation.Default;
import dev.ghlmcp.operation.annotation.Doc;
import dev.ghlmcp.operation.annotation.Limit;
import dev.ghlmcp.operation.annotation.Location;
import dev.ghlmcp.operation.annotation.OneOf;
import dev.ghlmcp.operation.annotation.OnlyV3;
import dev.ghlmcp.operation.annotation.Rare;
import dev.ghlmcp.operation.annotation.Required;
import dev.ghlmcp.operation.annotation.Risk;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.operation.annotation.Yields;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the entry that `tools/list` serves for a tool from the record that declares it.
final class ToolSchemas {
    /// The keywords for the bounds of each type.
    private static final Map<String, List<String>> BOUNDS = Map.of(
            "integer", List.of("minimum", "maximum"),
            "number", List.of("minimum", "maximum"),
            "string", List.of("minLength", "maxLength"),
            "array", List.of("minItems", "maxItems"));

    private static final Map<String, Class<?>> RECORDS = declarations(Generation.DATED)
            .collect(Collectors.toMap(
                    Declaration::name,
                    Declaration::operation,
                    (one, two) -> {
                        throw new IllegalStateException(one + " and " + two + " declare tools of one name");
                    },
                    LinkedHashMap::new));

    /// Where an id is from, by its name.
    private static final Map<String, String> SOURCES = sources();

    private final SchemaGenerator generator;

    ToolSchemas() {
        this(Generation.DATED, false);
    }

    /// @param rare with the arguments that the list leaves out
    ToolSchemas(Generation generation, boolean rare) {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral().withPropertySorter((_, _) -> 0).withCustomDefinitionProvider(ToolSchemas::loose);
        // Times come in more forms than any format allows.
        config.forTypesInGeneral().withTypeAttributeOverride((schema, _, _) -> schema.remove("format"));
        config.forFields()
                .withRequiredCheck(ToolSchemas::required)
                .withDescriptionResolver(ToolSchemas::description)
                .withEnumResolver(field -> literals(field, generation))
                .withIgnoreCheck(field -> (!rare && field.getAnnotation(Rare.class) != null)
                        || (generation == Generation.DATED && field.getAnnotation(OnlyV3.class) != null))
                .withInstanceAttributeOverride(ToolSchemas::annotate);
        generator = new SchemaGenerator(config.build());
    }

    /// Which records declare tools, and the paths of their requests.
    static ObjectNode index() {
        ObjectNode index = Json.MAPPER.createObjectNode();
        ObjectNode records = index.putObject("records");
        RECORDS.forEach((tool, record) -> records.put(
                tool,
                record.getName().substring(Operation.class.getPackageName().length() + 1)));
        for (Generation generation : Generation.values()) {
            ArrayNode paths = index.putArray(generation.name());
            paths(generation).map(PathTemplate::toString).distinct().forEach(paths::add);
        }
        return index;
    }

    /// All tools as the records declare them, whatever the packed index says.
    static List<ToolDefinition> tools() {
        List<PathTemplate> paths = paths(Generation.DATED).toList();
        return declarations(Generation.DATED)
                .map(declaration -> declaration.tool(paths))
                .toList();
    }

    /// Those of the operations that no record declares are there where an id could make one of a declared path.
    private static Stream<PathTemplate> paths(Generation generation) {
        List<PathTemplate> declared = declarations(generation)
                .flatMap(declaration -> declaration.requests().stream())
                .map(RequestDeclaration::path)
                .toList();
        Stream<PathTemplate> others = ApiIndex.get().operations().stream()
                .map(operation -> operation.in(generation == Generation.V3))
                .filter(Objects::nonNull)
                .map(route -> PathTemplate.parse(route.path()))
                .filter(other -> declared.stream().anyMatch(path -> becomes(path, other)));
        return Stream.concat(declared.stream(), others);
    }

    private static boolean becomes(PathTemplate path, PathTemplate other) {
        boolean filled = false;
        for (int i = 0;
                i < path.segments().size()
                        && path.segments().size() == other.segments().size();
                i++) {
            if (other.segments().get(i) instanceof PathTemplate.Segment.Literal word) {
                if (path.segments().get(i) instanceof PathTemplate.Segment.Literal own && !own.equals(word)) {
                    return false;
                }
                filled |= path.segments().get(i) instanceof PathTemplate.Segment.Hole;
            }
        }
        return filled;
    }

    private static Stream<Declaration> declarations(Generation generation) {
        return records(Operation.class).map(operation -> new Declaration(operation, generation));
    }

    private static Stream<Class<? extends Operation>> records(Class<? extends Operation> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(sub -> records(sub.asSubclass(Operation.class)));
    }

    ObjectNode entry(ToolDefinition tool) {
        ObjectNode entry = Json.MAPPER.createObjectNode();
        entry.put("name", tool.name()).put("title", tool.title()).put("description", tool.text());
        ObjectNode arguments = arguments(record(tool));
        if (tool.endpoints().stream().anyMatch(at -> at.tokens().contains(TokenClass.SUB_ACCOUNT))
                && !arguments.path("properties").has(Declaration.LOCATION_ID)) {
            ((ObjectNode) arguments.get("properties"))
                    .putObject(Declaration.LOCATION_ID)
                    .put("type", "string");
        }
        entry.set("inputSchema", arguments);
        if (tool.hints().readOnly() && tool.endpoints().getFirst().answer() == Content.JSON) {
            fields(entry);
        }
        more(entry, record(tool));
        Set<String> clearable = tool.traits().clear().keySet();
        if (!clearable.isEmpty()) {
            ((ObjectNode) entry.path("inputSchema").path("properties"))
                    .putObject(Clearing.ARGUMENT)
                    .put("type", "array")
                    .putObject("items")
                    .put("type", "string");
        }
        if (!tool.hints().readOnly()) {
            ((ObjectNode) entry.path("inputSchema").path("properties"))
                    .putObject("dryRun")
                    .put("type", "boolean");
            if (tool.hints().consent().risk() != Risk.WRITES) {
                ((ObjectNode) entry.path("inputSchema").path("properties"))
                        .putObject("confirm")
                        .put("type", "string");
            }
        }
        entry.set("annotations", annotations(tool));
        return entry;
    }

    /// The record that declares a tool.
    static Class<?> record(ToolDefinition tool) {
        return RECORDS.get(tool.name());
    }

    /// Whether it reads, or else whether it destroys, because some clients refuse a tool that does not say; of the rest
    /// only what differs from the defaults of the protocol: must not be repeated, reaches the world outside.
    private static ObjectNode annotations(ToolDefinition tool) {
        ToolHints hints = tool.hints();
        ObjectNode annotations = Json.MAPPER.createObjectNode();
        if (hints.readOnly()) {
            return annotations.put("readOnlyHint", true);
        }
        annotations.put("destructiveHint", !additive(tool));
        if (hints.idempotent()) {
            annotations.put("idempotentHint", true);
        }
        return annotations;
    }

    /// Whether no call of it changes or removes what is there, which is what the protocol means by a tool that is not
    /// destructive.
    private static boolean additive(ToolDefinition tool) {
        return (tool.composite() || tool.endpoint().method().equals("POST"))
                && !tool.hints().destructive()
                && tool.hints().consent().when().isEmpty();
    }

    /// The entry of a tool that is no operation.
    ObjectNode entry(Class<?> record) {
        var annotation = record.getAnnotation(dev.ghlmcp.operation.annotation.Tool.class);
        String words =
                record.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        ObjectNode entry = Json.MAPPER.createObjectNode();
        entry.put("name", words.replace(' ', '_'))
                .put("title", words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
        entry.put("description", annotation.value()).set("inputSchema", arguments(record));
        ObjectNode annotations = entry.putObject("annotations");
        if (annotation.readOnly()) {
            annotations.put("readOnlyHint", true).put("openWorldHint", false);
        } else {
            annotations.put("destructiveHint", annotation.destructive());
            if (annotation.idempotent()) {
                annotations.put("idempotentHint", true);
            }
        }
        return entry;
    }

    /// The entry of a tool that calls operations.
    ObjectNode overview(Class<? extends Overview> record) {
        ObjectNode entry = entry(record);
        fields(entry);
        ((ObjectNode) entry.get("annotations")).remove("openWorldHint");
        return entry;
    }

    private static void fields(ObjectNode entry) {
        ((ObjectNode) entry.path("inputSchema").path("properties"))
                .putObject("fields")
                .put("type", "array")
                .putObject("items")
                .put("type", "string");
    }

    /// One token a line, because the build makes the compact form by joining trimmed lines.
    static String pretty(ObjectNode entry) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        var printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return Json.MAPPER.writer().with(printer).writeValueAsString(entry) + "\n";
    }

    /// The input schema of a tool, or of a request nested in a composite.
    ObjectNode arguments(Class<?> operation) {
        ObjectNode generated = generator.generateSchema(operation);
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        generated
                .path("properties")
                .properties()
                .forEach(property -> properties.set(property.getKey(), property.getValue()));
        if (operation.isAnnotationPresent(Location.class)) {
            properties.putObject(Declaration.LOCATION_ID).put("type", "string");
        }
        if (operation.isAnnotationPresent(Company.class)) {
            properties.putObject(Declaration.COMPANY_ID).put("type", "string");
        }
        if (generated.has("required")) {
            schema.set("required", generated.get("required"));
        }
        return schema;
    }

    /// Values of several kinds, and objects whose members have names of their own, are texts: an untyped value, a list
    /// of
    /// types or an object without properties makes some clients refuse the tool or the whole list.
    private static CustomDefinition loose(ResolvedType type, SchemaGenerationContext context) {
        return type.getErasedType() == Object.class || type.isInstanceOf(Map.class)
                ? new CustomDefinition(Json.MAPPER.createObjectNode().put("type", "string"), true)
                : null;
    }

    /// What only `v3` has: by tool, the schemas of the arguments that are new or other there.
    static ObjectNode newer() {
        ToolSchemas dated = new ToolSchemas();
        ToolSchemas v3 = new ToolSchemas(Generation.V3, false);
        ObjectNode newer = Json.MAPPER.createObjectNode();
        for (ToolDefinition tool : tools()) {
            ObjectNode before = dated.arguments(record(tool));
            v3.arguments(record(tool)).path("properties").forEachEntry((name, schema) -> {
                if (!schema.equals(before.path("properties").path(name))) {
                    newer.withObjectProperty(tool.name()).set(name, schema);
                }
            });
        }
        return newer;
    }

    /// What the list leaves out or shortens: by tool, the whole schemas of these arguments.
    static ObjectNode rare() {
        ToolSchemas listed = new ToolSchemas();
        ToolSchemas all = new ToolSchemas(Generation.DATED, true);
        ObjectNode rare = Json.MAPPER.createObjectNode();
        for (ToolDefinition tool : tools()) {
            JsonNode less = listed.arguments(record(tool)).path("properties");
            all.arguments(record(tool)).path("properties").forEachEntry((name, schema) -> {
                if (!schema.equals(less.path(name))) {
                    rare.withObjectProperty(tool.name()).set(name, schema);
                }
            });
        }
        return rare;
    }

    /// The argument for the rare ones, which names them once for the tool that creates and the one that updates.
    private static void more(ObjectNode entry, Class<?> record) {
        List<String> names = rare(record);
        if (names.isEmpty()) {
            return;
        }
        String creates = record.getSimpleName().replaceFirst("^Update", "Create");
        Class<?> twin = Arrays.stream(record.getDeclaringClass().getDeclaredClasses())
                .filter(other -> other != record && other.getSimpleName().equals(creates))
                .filter(other -> rare(other).containsAll(names))
                .findAny()
                .orElse(null);
        ((ObjectNode) entry.path("inputSchema").path("properties"))
                .putObject(RareArguments.ARGUMENT)
                .put("type", "string")
                .put(
                        "description",
                        twin == null
                                ? "JSON object of " + String.join(", ", names)
                                : "JSON, as in " + new Declaration(twin, Generation.DATED).name());
    }

    private static List<String> rare(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Rare.class))
                .map(RecordComponent::getName)
                .toList();
    }

    /// Fails if two operations yield an id of the same name.
    private static Map<String, String> sources() {
        return tools().stream()
                .filter(tool -> record(tool).isAnnotationPresent(Yields.class))
                .flatMap(tool -> Stream.of(
                                record(tool).getAnnotation(Yields.class).value())
                        .map(name -> Map.entry(
                                name, (NamedArguments.takes(name) ? "Name, or id from " : "From ") + tool.name())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean required(FieldScope field) {
        if (field.getAnnotation(Required.class) != null) {
            return true;
        }
        Class<?> type = field.getDeclaringType().getErasedType();
        var request = new RequestDeclaration(type, Generation.DATED);
        return request.hasVerb() && request.path().holes().contains(field.getSchemaPropertyName());
    }

    private static String description(FieldScope field) {
        Doc doc = field.getAnnotation(Doc.class);
        if (field.isFakeContainerItemScope()) {
            return null;
        }
        return doc == null ? SOURCES.get(field.getName()) : doc.value();
    }

    private static Collection<?> literals(FieldScope field, Generation generation) {
        OneOf oneOf = field.getAnnotation(OneOf.class);
        return oneOf == null || !oneOf.listed() || field.isContainerType() ? null : generation.literals(oneOf);
    }

    private static void annotate(ObjectNode schema, FieldScope field, SchemaGenerationContext context) {
        if (field.isFakeContainerItemScope()) {
            return;
        }
        if (schema.has("const")) {
            schema.putArray("enum").add(schema.remove("const"));
        }
        Default fallback = field.getAnnotation(Default.class);
        if (fallback != null) {
            schema.set("default", Json.MAPPER.readTree(fallback.value()));
        }
        Limit limit = field.getAnnotation(Limit.class);
        if (limit != null) {
            List<String> bounds = BOUNDS.get(type(field, context));
            if (limit.min() != Long.MIN_VALUE) {
                schema.put(bounds.get(0), limit.min());
            }
            if (limit.max() != Long.MAX_VALUE) {
                schema.put(bounds.get(1), limit.max());
            }
        }
    }

    private static String type(FieldScope field, SchemaGenerationContext context) {
        return field.isContainerType()
                ? "array"
                : context.createStandardDefinition(field.getType(), null)
                        .path("type")
                        .asString();
    }
}
