package dev.ghlmcp.mcp.input;

import dev.ghlmcp.catalog.ArgumentRule;
import dev.ghlmcp.catalog.ArgumentRule.Dependency;
import dev.ghlmcp.catalog.ArgumentRule.Exclusion;
import dev.ghlmcp.catalog.ArgumentRule.Order;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.request.ApiRequest;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks the rules between several arguments that a tool declares.
///
/// @param arguments each valid by itself, times in their plain form
public record ArgumentRules(ObjectNode arguments) {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final int DATE = "2030-01-31".length();

    /// Adds a sentence for each rule that is broken, unless there are complaints already.
    public static void check(ToolDefinition tool, ObjectNode arguments, Complaints complaints) {
        if (complaints.isEmpty()) {
            new ArgumentRules(arguments).complaints(tool.rules()).forEach(complaints::add);
        }
    }

    /// Adds a sentence for each id of a write that can be none, as a person may be asked about it.
    public static void checkIds(ToolDefinition tool, ObjectNode arguments, Complaints complaints) {
        if (tool.hints().readOnly() || !complaints.isEmpty()) {
            return;
        }
        arguments.properties().forEach(argument -> {
            JsonNode value = argument.getValue();
            // Of an operation of the API only the path tells what is an id of HighLevel.
            if (tool.indexed()
                    ? !tool.endpoint().path().holes().contains(argument.getKey())
                    : !ArgumentSchema.ID.matcher(argument.getKey()).matches()) {
                return;
            }
            for (int at = 0; at < (value.isArray() ? value.size() : 1); at++) {
                JsonNode each = value.isArray() ? value.path(at) : value;
                if (each.isString() && !ApiRequest.isId(each.stringValue())) {
                    complaints.add(ApiRequest.noId(
                            argument.getKey() + (value.isArray() ? "[" + at + "]" : ""), each.stringValue()));
                }
            }
        });
    }

    List<String> complaints(List<ArgumentRule> rules) {
        return rules.stream()
                .map(rule -> switch (rule) {
                    case Dependency dependency -> complaint(dependency);
                    case Exclusion exclusion -> complaint(exclusion);
                    case Order order -> complaint(order);
                })
                .filter(Objects::nonNull)
                .toList();
    }

    private String complaint(Dependency rule) {
        JsonNode value = arguments.path(rule.argument());
        if (!given(rule.argument())
                || rule.unless().stream().anyMatch(this::given)
                || (!rule.is().isEmpty() && !rule.is().contains(value.asString("")))
                || (rule.ifGiven() && !given(rule.needs()))) {
            return null;
        }
        String who = rule.argument() + (rule.is().isEmpty() ? "" : " " + value.asString(""));
        JsonNode needed = arguments.path(rule.needs());
        if (!(given(rule.needs()) || needed.isBoolean())
                || (!rule.as().isEmpty() && !rule.as().contains(needed.asString("")))) {
            return who + " needs " + rule.needs() + (rule.as().isEmpty() ? "" : " " + String.join(" or ", rule.as()))
                    + ": give it, too" + (rule.is().isEmpty() ? ", or leave " + rule.argument() + " out" : "");
        }
        return rule.items() > 0 && needed.size() > rule.items()
                ? who + " takes " + rule.items() + " of " + rule.needs() + ", got " + needed.size()
                : null;
    }

    private String complaint(Exclusion rule) {
        List<String> given = rule.arguments().stream().filter(this::given).toList();
        return given.size() < 2 ? null : "give only one of " + String.join(" and ", given);
    }

    private String complaint(Order rule) {
        if (!given(rule.start()) || !given(rule.end())) {
            return null;
        }
        String start = arguments.get(rule.start()).asString();
        String end = arguments.get(rule.end()).asString();
        if (start.length() == DATE) {
            return LocalDate.parse(end).isBefore(LocalDate.parse(start))
                    ? rule.end() + " " + end + " is before " + rule.start() + " " + start
                    : null;
        }
        OffsetDateTime from = OffsetDateTime.parse(start);
        OffsetDateTime to = OffsetDateTime.parse(end);
        if (!to.isAfter(from)) {
            return rule.end() + " " + end + " is not after " + rule.start() + " " + start;
        }
        if (rule.sameOffset() && !from.getOffset().equals(to.getOffset())) {
            arguments.put(rule.end(), to.withOffsetSameInstant(from.getOffset()).format(ISO));
        }
        boolean far = rule.maxDays() > 0
                && to.toLocalDateTime().isAfter(from.toLocalDateTime().plusDays(rule.maxDays()));
        return far
                ? rule.end() + " is more than " + rule.maxDays() + " days after " + rule.start()
                        + ": ask for several shorter spans"
                : null;
    }

    private boolean given(String name) {
        return given(arguments.path(name));
    }

    /// Whether an argument has a value that counts: not null, false, blank or an empty list.
    static boolean given(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case BOOLEAN -> value.booleanValue();
            case STRING -> !value.stringValue().isBlank();
            case ARRAY -> !value.isEmpty();
            default -> true;
        };
    }
}
