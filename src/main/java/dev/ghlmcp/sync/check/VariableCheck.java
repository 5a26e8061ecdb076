package dev.ghlmcp.sync.check;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.SyncVariables;
import dev.ghlmcp.text.Nearest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Holds the variables and functions of expressions against those that there are where each stands. To JSONata a
/// variable that nobody sets is nothing, so that a slip of the pen would show in what is written only.
final class VariableCheck {
    private static final Set<String> GIVEN = Set.of("externalId", "new", "linked", "headers");

    private static final List<String> FUNCTIONS = List.of(
            ("abs append assert average base64decode base64encode boolean ceil contains count decodeUrl decodeUrlComponent"
                            + " distinct each encodeUrl encodeUrlComponent error eval exists filter floor formatBase"
                            + " formatInteger formatNumber fromMillis join keys length lookup lowercase map match max merge"
                            + " millis min not now number pad parseInteger power random reduce replace reverse round shuffle"
                            + " sift single sort split spread sqrt string substring substringAfter substringBefore sum"
                            + " toMillis trim type uppercase zip")
                    .split(" "));

    private VariableCheck() {}

    static void of(Sync sync, Collection<String> problems) {
        Set<String> known = new LinkedHashSet<>(GIVEN);
        check(sync.id(), known, problems);
        check(sync.version(), known, problems);
        check(sync.onlyIf(), known, problems);
        check(sync.location(), known, problems);
        if (sync.needs() != null) {
            check(sync.needs().id(), known, problems);
            check(sync.needs().with(), known, problems);
            known.add(sync.needs().as());
        }
        for (SyncStep step : sync.steps()) {
            check(step.onlyIf(), known, problems);
            check(step.with(), known, problems);
            if (step.save() != null) {
                known.add(step.save());
            }
            step.remember().values().forEach(value -> check(value, known, problems));
        }
        // When the message has ended, all steps have saved what they save.
        sync.steps().forEach(step -> check(step.check(), known, problems));
    }

    private static void check(Expression expression, Set<String> known, Collection<String> problems) {
        if (expression == null) {
            return;
        }
        List<String> words = MappingMembers.words(expression.toString());
        Set<String> names = new LinkedHashSet<>(known);
        names.addAll(locals(words));
        for (int i = 0; i < words.size(); i++) {
            String name = variable(words.get(i));
            if (name != null && !names.contains(name) && !builtIn(name)) {
                boolean called = i + 1 < words.size() && words.get(i + 1).equals("(");
                names.addAll(FUNCTIONS);
                String nearest = Nearest.to(name, names);
                problems.add(expression.where() + ": there is no " + (called ? "function" : "variable") + " $" + name
                        + " here" + (nearest == null ? "" : "; did you mean $" + nearest + "?"));
            }
        }
    }

    /// What the expression names itself: `$a := ...`, `function($a)`, `@$a` and `#$a`.
    private static Set<String> locals(List<String> words) {
        Set<String> locals = new LinkedHashSet<>();
        boolean parameters = false;
        for (int i = 0; i < words.size(); i++) {
            String name = variable(words.get(i));
            String before = i == 0 ? "" : words.get(i - 1);
            parameters = parameters
                    ? !words.get(i).equals(")")
                    : words.get(i).equals("(") && Set.of("function", "\u03bb").contains(before);
            boolean bound = i + 1 < words.size() && words.get(i + 1).equals(":=");
            if (name != null && (parameters || bound || Set.of("@", "#").contains(before))) {
                locals.add(name);
            }
        }
        return locals;
    }

    /// Null if a word is no variable: `$` is the context, `$$` the message.
    private static String variable(String word) {
        return word.matches("\\$[\\p{L}_].*") ? word.substring(1) : null;
    }

    private static boolean builtIn(String name) {
        try {
            return Expression.of("", "$exists($" + name + ")")
                    .holds(
                            Json.MAPPER.nullNode(),
                            SyncVariables.before(new SyncInput(Json.MAPPER.nullNode(), Map.of())));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
