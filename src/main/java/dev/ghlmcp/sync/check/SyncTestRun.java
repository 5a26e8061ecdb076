package dev.ghlmcp.sync.check;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.SyncTest;
import dev.ghlmcp.sync.SyncVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tests that stand beside a mapping. Nothing is called: what HighLevel would answer has an id of no meaning and
/// what was sent, unless the test says otherwise under `saved`.
public final class SyncTestRun {
    /// Of the form of HighLevel's.
    private static final String NO_ID = "xxxxxxxxxxxxxxxxxxxx";

    /// A step that the test's message leads to.
    ///
    /// @param number in the sync, from 1
    record Called(int number, SyncStep step, ObjectNode arguments) {}

    private SyncTestRun() {}

    /// What a test of a sync says: a sentence for each difference from what it expects.
    ///
    /// @param index from 0
    public static List<String> differences(Sync sync, int index) {
        return differences(sync, sync.tests().get(index)).stream()
                .map(each -> where(sync, index) + each)
                .toList();
    }

    /// Where a test stands.
    static String where(Sync sync, int index) {
        return sync.where() + ", test " + (index + 1);
    }

    private static List<String> differences(Sync sync, SyncTest test) {
        List<Called> called;
        try {
            called = called(sync, test);
        } catch (IllegalArgumentException e) {
            return List.of(": " + e.getMessage());
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < Math.max(called.size(), test.expect().size()); i++) {
            JsonNode expected = test.expect().path(i);
            String tool = expected.path("tool").asString("");
            if (i >= called.size()) {
                found.add(" expects a call of " + tool + " that is not made");
            } else if (!called.get(i).step().tool().equals(tool)) {
                found.add(" calls " + called.get(i).step().tool()
                        + (tool.isEmpty() ? ", which it does not expect" : " where it expects " + tool));
                return found;
            } else {
                String at = ", step " + called.get(i).number() + " (" + tool + ")";
                List<String> different = new ArrayList<>();
                compare("", expected.path("with"), called.get(i).arguments(), different);
                different.forEach(each -> found.add(at + ": " + each));
            }
        }
        return found;
    }

    /// The calls that a message leads to, in their order.
    ///
    /// @throws IllegalArgumentException with a sentence if it cannot be mapped
    static List<Called> called(Sync sync, SyncTest test) {
        SyncMapping mapping = new SyncMapping(sync);
        SyncInput input = new SyncInput(test.given(), Map.of());
        if (!mapping.wanted(input)) {
            return List.of();
        }
        String id = mapping.externalId(input);
        if (id.isEmpty()) {
            throw new IllegalArgumentException(sync.id().where() + " gives nothing, so the message would not be taken");
        }
        mapping.version(input);
        mapping.location(input);
        mapping.needed(input);
        mapping.neededArguments(input);
        Map<String, JsonNode> saved = new LinkedHashMap<>();
        if (sync.needs() != null) {
            saved.put(
                    sync.needs().as(),
                    answer(
                            NO_ID,
                            Json.MAPPER.createObjectNode(),
                            test,
                            sync.needs().as()));
        }
        ObjectNode linked = Json.MAPPER.createObjectNode();
        if (test.linked() instanceof ObjectNode known) {
            linked.setAll(known);
        }
        SyncVariables variables = new SyncVariables(id, test.linked() == null, linked, true, input.headers(), saved);
        List<Called> called = new ArrayList<>();
        for (int i = 0; i < sync.steps().size(); i++) {
            SyncStep step = sync.steps().get(i);
            ObjectNode arguments = mapping.arguments(step, input, variables);
            if (arguments != null) {
                called.add(new Called(i + 1, step, arguments));
                if (step.save() != null) {
                    saved.put(step.save(), answer(linked.path("id").asString(NO_ID), arguments, test, step.save()));
                    linked.set("id", saved.get(step.save()).path("id"));
                }
                mapping.remembered(step, input, variables).forEach(linked::set);
            } else if (step.save() != null && test.linked() != null) {
                saved.put(step.save(), answer(linked.path("id").asString(NO_ID), linked, test, step.save()));
            }
        }
        return called;
    }

    private static ObjectNode answer(String id, ObjectNode known, SyncTest test, String name) {
        ObjectNode answer = known.deepCopy().put("id", id).put("_id", id);
        if (test.saved().path(name) instanceof ObjectNode said) {
            answer.setAll(said);
        }
        return answer;
    }

    /// Of an object, only the members that are expected count; one that is expected as null must not be there.
    private static void compare(String at, JsonNode expected, JsonNode actual, List<String> different) {
        if (expected.isMissingNode()) {
            return;
        }
        if (expected.isObject() && actual.isObject()) {
            expected.properties()
                    .forEach(member -> compare(
                            at.isEmpty() ? member.getKey() : at + "." + member.getKey(),
                            member.getValue(),
                            actual.path(member.getKey()),
                            different));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(at + "[" + i + "]", expected.get(i), actual.get(i), different);
            }
        } else if (!same(expected, actual)) {
            different.add((at.isEmpty() ? "it" : at) + " is " + shown(actual) + ", expected " + shown(expected));
        }
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        return expected.isNull()
                ? actual.isNull() || actual.isMissingNode()
                : (expected.isNumber() && actual.isNumber())
                        ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                        : expected.equals(actual);
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "nothing" : value.toString();
    }
}
