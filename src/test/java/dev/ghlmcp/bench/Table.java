package dev.ghlmcp.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// A figure a line, a subject a column, and the target of the figures that have one.
///
/// @param <C> what was measured of a subject
final class Table<C> {
    private final List<C> columns;
    private final List<String> names;
    private final StringBuilder text = new StringBuilder();

    /// @param names of the columns
    Table(String title, List<C> columns, List<String> names) {
        this.columns = columns;
        this.names = names;
        text.append("%-38s".formatted(title));
        names.forEach(name -> text.append("%10s".formatted(name)));
        text.append("   target\n");
    }

    Table<C> row(String label, int decimals, ToDoubleFunction<C> figure) {
        return row(label, decimals, figure, "");
    }

    /// @param target made by [#atMost] or [#atLeast]
    Table<C> row(String label, int decimals, ToDoubleFunction<C> figure, String target) {
        StringBuilder line = new StringBuilder("%-38s".formatted(label));
        for (C column : columns) {
            line.append("%10s".formatted(number(figure.applyAsDouble(column), decimals)));
        }
        text.append(line.append("   ").append(target).toString().stripTrailing())
                .append('\n');
        return this;
    }

    /// The figure of the subject of this name, or NaN.
    double of(String name, ToDoubleFunction<C> figure) {
        return Stream.of(names.indexOf(name))
                .filter(i -> i >= 0)
                .mapToDouble(i -> figure.applyAsDouble(columns.get(i)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /// Ours in proportion to the peer's.
    double ratio(ToDoubleFunction<C> figure) {
        return of("ours", figure) / of("peer", figure);
    }

    static String atMost(double limit, String unit, double actual) {
        return "<= " + verdict(limit, unit, actual, actual <= limit);
    }

    static String atLeast(double limit, String unit, double actual) {
        return ">= " + verdict(limit, unit, actual, actual >= limit);
    }

    private static String verdict(double limit, String unit, double actual, boolean met) {
        String target = (limit % 1 == 0 ? number(limit, 0) : Double.toString(limit)) + " " + unit;
        if (Double.isNaN(actual)) {
            return target + ": not measured";
        }
        return target + ": " + number(actual, 2) + ", " + (met ? "goal met" : "goal NOT MET");
    }

    private static String number(double figure, int decimals) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", figure);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
