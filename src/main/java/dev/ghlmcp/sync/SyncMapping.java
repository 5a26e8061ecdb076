package dev.ghlmcp.sync;

import dev.ghlmcp.catalog.Clearing;
import dev.ghlmcp.catalog.Declaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a sync makes of its messages. Calls nothing.
///
/// Every method throws a [MappingException] if an expression cannot be evaluated on the message.
public final class SyncMapping {
    private final Sync sync;

    /// @param sync whose messages are mapped
    public SyncMapping(Sync sync) {
        this.sync = sync;
    }

    /// The record's id where it comes from; empty if it has none.
    public String externalId(SyncInput input) {
        return text(sync.id(), input);
    }

    /// The record's version; empty if it has none.
    public String version(SyncInput input) {
        String version = sync.version() == null ? "" : text(sync.version(), input);
        RecordVersion.check(sync.version(), version);
        return version;
    }

    /// The sub-account, by id or configured name; null for the settings' own if the sync names none.
    public String location(SyncInput input) {
        if (sync.location() == null) {
            return null;
        }
        String location = text(sync.location(), input);
        if (location.isEmpty()) {
            // The settings' own would be another customer's.
            throw new MappingException(sync.location().where() + ": " + sync.location()
                    + " gives nothing, so that the sub-account is not known. It is no configured name, and the message"
                    + " does not say it");
        }
        return location;
    }

    /// Whether the message matters.
    public boolean wanted(SyncInput input) {
        return sync.onlyIf() == null || sync.onlyIf().holds(input.body(), SyncVariables.before(input));
    }

    /// Whether the message surely does not matter. Throws nothing: what cannot be evaluated is not ignored.
    public boolean ignores(SyncInput input) {
        try {
            return !wanted(input);
        } catch (MappingException _) {
            return false;
        }
    }

    /// The id of the needed record where it comes from; null if none is needed.
    public String needed(SyncInput input) {
        return sync.needs() == null ? null : text(sync.needs().id(), input);
    }

    /// What the tool is asked that may know the needed record; null if there is none.
    public ObjectNode neededArguments(SyncInput input) {
        return sync.needs() == null || sync.needs().with() == null
                ? null
                : object(sync.needs().with(), input, SyncVariables.before(input));
    }

    /// The arguments of a step; null if it is not carried out.
    public ObjectNode arguments(SyncStep step, SyncInput input, SyncVariables variables) {
        if (step.onlyIf() != null && !step.onlyIf().holds(input.body(), variables)) {
            return null;
        }
        ObjectNode arguments = object(step.with(), input, variables);
        arguments
                .properties()
                .removeIf(member -> member.getValue().isNull() && !step.clear().contains(member.getKey()));
        arguments.values().forEach(SyncMapping::withoutNulls);
        return arguments;
    }

    /// The arguments as a tool takes them: with the sub-account, and with the names of those that are null in `clear`.
    ///
    /// @param location null for none
    /// @param takes    whether the tool has an argument
    public static ObjectNode completed(ObjectNode arguments, String location, Predicate<String> takes) {
        if (location != null && !arguments.has(Declaration.LOCATION_ID) && takes.test(Declaration.LOCATION_ID)) {
            arguments.put(Declaration.LOCATION_ID, location);
        }
        List<String> cleared = arguments.properties().stream()
                .filter(argument -> argument.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
        if (!cleared.isEmpty() && takes.test(Clearing.ARGUMENT)) {
            arguments.remove(cleared);
            cleared.forEach(arguments.withArray(Clearing.ARGUMENT)::add);
        }
        return arguments;
    }

    /// What later messages of the record know.
    public Map<String, JsonNode> remembered(SyncStep step, SyncInput input, SyncVariables variables) {
        Map<String, JsonNode> remembered = new LinkedHashMap<>();
        step.remember().forEach((name, expression) -> {
            JsonNode value = expression.evaluate(input.body(), variables);
            if (!value.isMissingNode()) {
                remembered.put(name, value);
            }
        });
        return remembered;
    }

    private static void withoutNulls(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        value.values().forEach(SyncMapping::withoutNulls);
    }

    private static ObjectNode object(Expression expression, SyncInput input, SyncVariables variables) {
        if (expression.evaluate(input.body(), variables) instanceof ObjectNode object) {
            return object;
        }
        throw new MappingException(expression.where() + " must give an object with the arguments of the tool");
    }

    private static String text(Expression expression, SyncInput input) {
        JsonNode value = expression.evaluate(input.body(), SyncVariables.before(input));
        if (value.isContainer()) {
            throw new MappingException(expression.where() + " must give a text or a number");
        }
        return value.isMissingNode() || value.isNull() ? "" : value.asString().strip();
    }
}
