package dev.ghlmcp.sync.check;

import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.sync.SyncTest;
import dev.ghlmcp.sync.check.SyncTestRun.Called;
import dev.ghlmcp.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether syncs can work, before any message comes.
public final class SyncCheck {
    private final CheckedTools tools;
    private final StepCheck steps;

    /// @param tools that there are by the settings
    public SyncCheck(CheckedTools tools) {
        this.tools = tools;
        this.steps = new StepCheck(tools);
    }

    /// What is wrong with these, a sentence each; each names the file, the sync and the place in it.
    public List<String> problems(List<Sync> syncs) {
        Map<String, Sync> named = new LinkedHashMap<>();
        syncs.forEach(sync -> named.put(sync.name(), sync));
        Set<String> problems = new LinkedHashSet<>();
        for (Sync sync : syncs) {
            secrets(sync, problems);
            needs(sync, named, problems);
            allow(sync, problems);
            VariableCheck.of(sync, problems);
            sync.steps().forEach(step -> steps.step(sync, step, problems));
            for (int i = 0; i < sync.tests().size(); i++) {
                test(sync, sync.tests().get(i), SyncTestRun.where(sync, i), problems);
                problems.addAll(SyncTestRun.differences(sync, i));
            }
        }
        return List.copyOf(problems);
    }

    /// Commands work without those of the hook.
    private static void secrets(Sync sync, Collection<String> problems) {
        try {
            if (sync.auth() != null && sync.auth().secrets().get().isEmpty()) {
                throw new IllegalStateException(sync.name());
            }
        } catch (IllegalArgumentException e) {
            problems.add(sync.where() + ", auth: " + e.getMessage());
        }
    }

    private void needs(Sync sync, Map<String, Sync> named, Collection<String> problems) {
        if (sync.needs() == null) {
            return;
        }
        String where = sync.where() + ", needs";
        if (!named.containsKey(sync.needs().sync())) {
            String nearest = Nearest.to(sync.needs().sync(), named.keySet());
            problems.add(where + ", sync: there is no sync " + sync.needs().sync()
                    + (nearest == null ? "" : "; did you mean " + nearest + "?"));
        }
        Set<String> passed = new LinkedHashSet<>();
        for (Sync at = sync;
                at != null && at.needs() != null;
                at = named.get(at.needs().sync())) {
            if (!passed.add(at.name())) {
                if (at.name().equals(sync.name())) {
                    problems.add(where + ", sync: they wait for each other: " + String.join(" needs ", passed)
                            + " needs " + at.name());
                }
                break;
            }
        }
        String tool = sync.needs().otherwise();
        String refusal = tool == null ? null : tools.refusal(tool);
        if (refusal != null) {
            problems.add(where + ", else: " + refusal);
        } else if (tool != null && !tools.tool(tool).hints().readOnly()) {
            problems.add(where + ", else: " + tool + " changes something: name a tool that only reads");
        }
    }

    private static void allow(Sync sync, Collection<String> problems) {
        Set<String> known = sync.steps().stream().map(step -> step.tool()).collect(Collectors.toSet());
        known.addAll(ConfirmationRules.CLASSES);
        known.add("destructive");
        for (String name : sync.allow()) {
            if (!known.contains(name)) {
                String nearest = Nearest.to(name, known);
                problems.add(sync.where() + ", allow: " + name + " is no tool of the steps and no class; "
                        + (nearest == null
                                ? "classes are " + String.join(", ", ConfirmationRules.CLASSES)
                                : "did you mean " + nearest + "?"));
            }
        }
    }

    private void test(Sync sync, SyncTest test, String where, Collection<String> problems) {
        List<Called> called;
        String location;
        try {
            called = SyncTestRun.called(sync, test);
            location = new SyncMapping(sync).location(new SyncInput(test.given(), Map.of()));
        } catch (IllegalArgumentException _) {
            // The run of the tests says it.
            return;
        }
        Set<String> unknown = new HashSet<>();
        if (sync.needs() != null) {
            unknown.add(sync.needs().as());
        }
        sync.steps().stream()
                .map(step -> step.save())
                .filter(name -> name != null)
                .forEach(unknown::add);
        unknown.removeAll(test.saved().propertyNames());
        List<String> found = new ArrayList<>();
        called.forEach(one -> steps.arguments(
                sync,
                one.step(),
                one.arguments(),
                location,
                unknown,
                where + ", step " + one.number() + " (" + one.step().tool() + ")",
                found));
        problems.addAll(found);
    }
}
