package dev.ghlmcp.mcp.input;

import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.catalog.Clearing;
import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.RareArguments;
import dev.ghlmcp.operation.annotation.Mixed;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The input schema of one tool, prepared once for all its calls. It uses the part of JSON Schema that all clients
/// accept, which a test checks. Thread-safe.
public final class ArgumentSchema {
    /// The argument of every tool that reads; it says which fields of the result to keep.
    private static final String FIELDS = "fields";

    /// What clients such as n8n and Cline add to every call.
    private static final Set<String> EXTRAS =
            Set.of("_meta", "action", "chatInput", "random_string", "sessionId", "task_progress", "tool", "toolCallId");

    /// Arguments of an update that change nothing by themselves.
    private static final Set<String> UNCHANGING = Set.of(
            Declaration.LOCATION_ID,
            Declaration.COMPANY_ID,
            "dryRun",
            "confirm",
            Clearing.ARGUMENT,
            RareArguments.ARGUMENT);

    private static final String TIMEZONE = "timezone";
    static final Pattern ID = Pattern.compile("(.*I|i)ds?|assignedTo|followers|contacts");

    private final ArgumentTraits traits;
    private final boolean reads;
    private final ObjectType root;

    /// Arguments as the call uses them, and what is wrong with them.
    ///
    /// @param values in the types of the schema, without those that say nothing
    public record Arguments(ObjectNode values, Complaints complaints) {}

    /// @param inputSchema as `tools/list` serves it
    /// @param traits      what the schema cannot say
    /// @param reads       the tool changes nothing
    public ArgumentSchema(JsonNode inputSchema, ArgumentTraits traits, boolean reads) {
        this.traits = traits;
        this.reads = reads;
        this.root = object(inputSchema, "");
    }

    /// Corrects what clients, models and scripts often get wrong without loss, and complains about the rest.
    public Arguments read(ObjectNode arguments) {
        Complaints complaints = new Complaints();
        boolean more = root.members().containsKey(RareArguments.ARGUMENT);
        ObjectNode given = more ? MoreMembers.flat(arguments, complaints) : arguments;
        ObjectNode values = root.read(given, ArgumentPath.ROOT, EXTRAS, complaints);
        if (traits.partial()
                && complaints.isEmpty()
                && !values.path(Clearing.ARGUMENT).has(0)) {
            refuseNoChange(given, values, complaints);
        }
        clear(values, complaints);
        return new Arguments(values, complaints);
    }

    /// Gives each argument that `clear` names the value that empties it at HighLevel.
    private void clear(ObjectNode values, Complaints complaints) {
        if (traits.clear().isEmpty() || !values.has(Clearing.ARGUMENT)) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        values.remove(Clearing.ARGUMENT).forEach(each -> names.add(each.asString("")));
        for (String name : names) {
            if (values.has(name)) {
                complaints.add(name + " is given and named in clear: leave it out of one of them");
            } else if (traits.clear().containsKey(name)) {
                values.set(name, traits.clear().get(name));
            }
        }
    }

    /// An update that changes nothing would look like one that did.
    private void refuseNoChange(ObjectNode given, ObjectNode values, Complaints complaints) {
        List<String> changes = root.members().entrySet().stream()
                .filter(member -> !member.getValue().required()
                        && !UNCHANGING.contains(member.getKey())
                        && !traits.of(member.getKey()).modifier())
                .map(Map.Entry::getKey)
                .toList();
        if (changes.stream()
                .map(values::path)
                .anyMatch(value -> !value.isMissingNode() && !(value.isContainer() && value.isEmpty()))) {
            return;
        }
        List<String> empty = changes.stream().filter(given::has).toList();
        complaints.add("nothing to change: "
                + (empty.isEmpty()
                        ? "give at least one of " + String.join(", ", changes)
                        : String.join(", ", empty) + (empty.size() == 1 ? " is" : " are")
                                + " empty: name in clear what to empty"));
    }

    private ObjectType object(JsonNode schema, String path) {
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        Map<String, ObjectType.Member> members = new LinkedHashMap<>();
        ObjectType object = new ObjectType(
                members,
                traits.of(path).anyOf(),
                path.isEmpty() ? List.of() : traits.of(path).rules(),
                traits.of(path).open() || !schema.has("properties"));
        schema.path("properties").properties().forEach(entry -> {
            String name = entry.getKey();
            String at = path.isEmpty() ? name : path + "." + name;
            members.put(
                    name,
                    new ObjectType.Member(
                            type(entry.getValue(), name, at, required.contains(name), object),
                            required.contains(name),
                            traits.of(at).nullable() != null,
                            traits.clear().containsKey(at)
                                    && (traits.partial()
                                            || traits.clear().get(at).isContainer()),
                            hint(entry.getValue())));
        });
        return object;
    }

    private ArgumentType type(JsonNode schema, String name, String at, boolean required, ObjectType outer) {
        if (traits.of(at).values() != null) {
            return new MapType(values(traits.of(at).values()), traits.of(at).literals());
        }
        if (traits.of(at).mixed() != null) {
            return new MixedType(traits.of(at).mixed());
        }
        if (traits.of(at).recursive()) {
            return outer;
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> object(schema, at);
            case "array" ->
                new ListType(
                        type(schema.path("items"), name, at + "[]", false, outer),
                        schema.path("minItems").asInt(0),
                        schema.path("maxItems").asInt(Integer.MAX_VALUE),
                        required || !reads,
                        reads && at.equals(FIELDS));
            case "integer", "number" ->
                new NumberType(
                        schema.path("type").asString().equals("integer"),
                        bound(schema, "minimum"),
                        bound(schema, "maximum"));
            case "boolean" -> new FlagType();
            case "string" -> text(schema, name, at);
            default -> throw new IllegalStateException(at + " has no type that is known");
        };
    }

    private ArgumentType text(JsonNode schema, String name, String at) {
        if (name.equals(TIMEZONE)) {
            return new ZoneType();
        }
        List<String> unlisted = at.equals(Clearing.ARGUMENT + "[]")
                ? List.copyOf(traits.clear().keySet())
                : traits.of(at).literals();
        return new TextType(
                unlisted.isEmpty()
                        ? schema.path("enum")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()
                        : unlisted,
                ID.matcher(name).matches(),
                traits.of(at).form(),
                schema.path("minLength").asInt(0),
                schema.path("maxLength").asInt(Integer.MAX_VALUE),
                hint(schema));
    }

    private static ArgumentType values(Class<?> type) {
        return type == Boolean.class
                ? new FlagType()
                : type == String.class
                        ? new TextType(List.of(), false, null, 0, Integer.MAX_VALUE, "")
                        : new MixedType(Mixed.Kind.ANY);
    }

    private static BigDecimal bound(JsonNode schema, String keyword) {
        return schema.has(keyword) ? schema.path(keyword).decimalValue() : null;
    }

    private static String hint(JsonNode schema) {
        return schema.path("description").asString("");
    }
}
