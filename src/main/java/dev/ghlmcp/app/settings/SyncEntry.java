package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncCsv;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncNeed;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.SyncTest;
import dev.ghlmcp.sync.SyncVariables;
import dev.ghlmcp.text.Nearest;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads one entry of `syncs:`.
///
/// @param where       it stands
/// @param locations   the names of sub-accounts, each with its id
/// @param environment of the process
record SyncEntry(String where, Map<String, String> locations, Map<String, String> environment) {
    private static final List<String> MEMBERS = List.of(
            "auth",
            "location",
            "csv",
            "id",
            "version",
            "only-if",
            "needs",
            "steps",
            "tests",
            "keep-all",
            "echo",
            "allow");
    private static final List<String> STEP = List.of("tool", "only-if", "with", "save", "remember", "check", "clear");
    private static final String ID = "[A-Za-z0-9]{16,}";

    Sync read(String name, JsonNode entry) {
        EntryMembers members = EntryMembers.of(where, entry, MEMBERS);
        members.required("id", "an expression for the record's id where it comes from, such as '$string(id)'");
        Set<String> variables = new HashSet<>();
        SyncNeed needs = needs(members.object("needs", List.of("sync", "id", "as", "else", "with")), variables);
        List<SyncStep> steps = members.list("steps", "step", (at, node) -> step(at, node, variables));
        if (steps.isEmpty()) {
            throw new SettingsException(members.at("steps") + " is missing: each names a tool and its arguments");
        }
        return new Sync(
                name,
                new SyncAuthEntry(environment).read(members),
                location(members),
                csv(members.object("csv", List.of("delimiter", "header", "encoding"))),
                members.expression("id"),
                members.expression("version"),
                members.expression("only-if"),
                needs,
                steps,
                members.list("tests", "test", SyncEntry::test),
                members.flag("keep-all"),
                members.flag("echo"),
                Set.copyOf(members.texts("allow")));
    }

    /// What is no id and no configured name is an expression.
    private Expression location(EntryMembers members) {
        String text = members.text("location");
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (locations.containsKey(text) || text.matches(ID)) {
            return EntryMembers.expression(members.at("location"), Json.MAPPER.writeValueAsString(text));
        }
        try {
            return Expression.of(members.at("location"), text);
        } catch (IllegalArgumentException _) {
            String nearest = Nearest.to(text, locations.keySet());
            throw new SettingsException(
                    members.at("location") + ": '" + text + "' is no name of a sub-account, no id and"
                            + " no JSONata; "
                            + (nearest != null
                                    ? "did you mean " + nearest + "?"
                                    : locations.isEmpty()
                                            ? "locations of the settings has no names"
                                            : "names are " + String.join(", ", locations.keySet())));
        }
    }

    private static SyncCsv csv(EntryMembers members) {
        if (members == null) {
            return SyncCsv.STANDARD;
        }
        String delimiter =
                members.has("delimiter") ? members.node().path("delimiter").asString() : "auto";
        if (!delimiter.equals("auto") && delimiter.length() != 1) {
            throw new SettingsException(members.at("delimiter") + " must be one character, or auto");
        }
        String encoding = members.has("encoding") ? members.text("encoding") : SyncCsv.STANDARD.encoding();
        try {
            Charset.forName(encoding);
        } catch (IllegalArgumentException _) {
            throw new SettingsException(members.at("encoding") + " must be one such as utf-8, windows-1252 or utf-16,"
                    + " got '" + encoding + "'");
        }
        return new SyncCsv(delimiter, !members.has("header") || members.flag("header"), encoding);
    }

    private static SyncNeed needs(EntryMembers members, Set<String> variables) {
        if (members == null) {
            return null;
        }
        String tool = members.text("else");
        if ((tool == null) != !members.has("with")) {
            throw new SettingsException(
                    members.where() + ": else names a tool, and with has its arguments: give both or neither");
        }
        members.required("id", "an expression for the id that the needed record has where it comes from");
        return new SyncNeed(
                members.required("sync", "the name of the sync that brings the record"),
                members.expression("id"),
                variable(
                        members.at("as"),
                        members.required("as", "the name of the variable that holds it, such as contact"),
                        variables),
                tool,
                members.expression("with"));
    }

    private static SyncStep step(String at, JsonNode node, Set<String> variables) {
        EntryMembers members = EntryMembers.of(at, node, STEP);
        String tool = members.required("tool", "`ghl-mcp tools` lists them");
        EntryMembers named = new EntryMembers(at + " (" + tool + ")", members.node());
        named.required(
                "with", "an expression that gives the tool's arguments, such as '{ \"contactId\": $linked.id }'");
        Map<String, Expression> remember = new LinkedHashMap<>();
        if (named.has("remember")) {
            EntryMembers values = named.object("remember", names(named, "remember"));
            values.node().propertyNames().forEach(name -> remember.put(name, remembered(values, name)));
        }
        String save = named.text("save");
        return new SyncStep(
                tool,
                named.expression("only-if"),
                named.expression("with"),
                save == null ? null : variable(named.at("save"), save, variables),
                remember,
                named.expression("check"),
                Set.copyOf(named.texts("clear")));
    }

    private static Expression remembered(EntryMembers values, String name) {
        if (name.equals("id")) {
            throw new SettingsException(values.at("id") + " is the record's own id in HighLevel: take another name");
        }
        values.required(name, "an expression for the value");
        return values.expression(name);
    }

    /// Of a member whose members have any names.
    private static List<String> names(EntryMembers members, String name) {
        return List.copyOf(members.node().path(name).propertyNames());
    }

    /// A name that hides nothing. JSONata's own functions are variables.
    private static String variable(String at, String name, Set<String> taken) {
        boolean word = name.matches("[A-Za-z][A-Za-z0-9_]{0,63}");
        if (!word
                || Expression.of(at, "$exists($" + name + ")")
                        .holds(
                                Json.MAPPER.nullNode(),
                                SyncVariables.before(new SyncInput(Json.MAPPER.nullNode(), Map.of())))) {
            throw new SettingsException(at + " must be a word that is no variable or function yet, got '" + name + "'");
        }
        taken.add(name);
        return name;
    }

    private static SyncTest test(String at, JsonNode node) {
        EntryMembers members = EntryMembers.of(at, node, List.of("given", "linked", "saved", "expect"));
        if (!members.has("given") || !members.node().path("expect").isArray()) {
            throw new SettingsException(at + " must have given, what comes in, and expect, a list of the steps: each"
                    + " with its tool, and with some of its arguments");
        }
        members.list("expect", "expected step", (place, step) -> EntryMembers.of(place, step, List.of("tool", "with")));
        return new SyncTest(
                members.node().path("given"),
                members.has("linked")
                        ? members.object("linked", names(members, "linked")).node()
                        : null,
                members.has("saved")
                        ? members.object("saved", names(members, "saved")).node()
                        : Json.MAPPER.createObjectNode(),
                members.node().path("expect"));
    }
}
