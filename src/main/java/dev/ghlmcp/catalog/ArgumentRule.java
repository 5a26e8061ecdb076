package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.annotation.Needs;
import dev.ghlmcp.operation.annotation.NotBoth;
import dev.ghlmcp.operation.annotation.Span;
import java.util.ArrayList;
import java.util.List;

/// A condition between several arguments of a tool, as its record declares it.
public sealed interface ArgumentRule {
    /// One argument needs others.
    ///
    /// @param argument the one that needs others
    /// @param is       the values that need them; empty for any
    /// @param unless   with one of these, nothing is needed
    /// @param needs    the arguments that must be given as well
    /// @param as       values that one may have; empty for any
    /// @param items    that one may have at most; 0 for any number
    /// @param ifGiven  that one may be left out
    record Dependency(
            String argument,
            List<String> is,
            List<String> unless,
            String needs,
            List<String> as,
            int items,
            boolean ifGiven)
            implements ArgumentRule {}

    /// One of these may be given.
    record Exclusion(List<String> arguments) implements ArgumentRule {}

    /// Two times in their order.
    ///
    /// @param maxDays    between them; 0 for any number
    /// @param sameOffset they are sent with the same offset
    record Order(String start, String end, int maxDays, boolean sameOffset) implements ArgumentRule {}

    /// Those of an operation.
    static List<ArgumentRule> of(Class<?> operation) {
        List<ArgumentRule> rules = new ArrayList<>();
        for (Needs needs : operation.getAnnotationsByType(Needs.class)) {
            rules.add(new Dependency(
                    needs.argument(),
                    List.of(needs.is()),
                    List.of(needs.unless()),
                    needs.needs(),
                    List.of(needs.as()),
                    needs.items(),
                    needs.ifGiven()));
        }
        NotBoth notBoth = operation.getAnnotation(NotBoth.class);
        if (notBoth != null) {
            rules.add(new Exclusion(List.of(notBoth.value())));
        }
        Span span = operation.getAnnotation(Span.class);
        if (span != null) {
            rules.add(new Order(span.start(), span.end(), span.maxDays(), span.sameOffset()));
        }
        return List.copyOf(rules);
    }
}
