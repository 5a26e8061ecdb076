package dev.ghlmcp.cli.output;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A whole number of an option, which says its bounds where they are left.
public abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int min;
    private final int max;

    private WholeNumber(int min, int max) {
        this.min = min;
        this.max = max;
    }

    @Override
    public Integer convert(String value) {
        if (value.matches("\\d{1,10}")) {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return (int) number;
            }
        }
        throw new TypeConversionException(
                "it must be a whole number from " + min + " to " + max + ", got '" + value + "'");
    }

    /// A port to listen on, or 0 for any.
    public static final class Port extends WholeNumber {
        public Port() {
            super(0, 65_535);
        }
    }

    /// A port that is known before.
    public static final class KnownPort extends WholeNumber {
        public KnownPort() {
            super(1, 65_535);
        }
    }

    /// Up to a day.
    public static final class Seconds extends WholeNumber {
        public Seconds() {
            super(1, 86_400);
        }
    }

    /// How many of something.
    public static final class Count extends WholeNumber {
        public Count() {
            super(1, 1_000_000_000);
        }
    }
}
