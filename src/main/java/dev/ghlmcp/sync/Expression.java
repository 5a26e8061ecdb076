package dev.ghlmcp.sync;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A JSONata expression of a mapping. It reaches no file, environment or network, and ends whatever it says.
/// Thread-safe.
public final class Expression {
    /// Those whose methods have other names.
    private static final Map<String, String> FUNCTIONS =
            Map.of("dateTimeToMillis", "toMillis", "dateTimeFromMillis", "fromMillis");

    private final String where;
    private final String text;
    private final Jsonata parsed;

    private Expression(String where, String text, Jsonata parsed) {
        this.where = where;
        this.text = text;
        this.parsed = parsed;
    }

    /// Parses one.
    ///
    /// @param where it stands, for sentences
    /// @throws IllegalArgumentException with a sentence if it is no JSONata
    public static Expression of(String where, String jsonata) {
        try {
            Jsonata parsed = Jsonata.jsonata(jsonata);
            parsed.setOutputConvertNulls(false);
            return new Expression(where, jsonata, parsed);
        } catch (JException e) {
            throw new IllegalArgumentException(where + " is no JSONata"
                    + (e.getLocation() < 0 ? "" : ", at character " + e.getLocation()) + ": " + sentence(e));
        } catch (StackOverflowError _) {
            throw new IllegalArgumentException(where + " is nested too deeply");
        } catch (RuntimeException _) {
            // The parser falls over some texts that are no JSONata.
            throw new IllegalArgumentException(where + " is no JSONata");
        }
    }

    /// Where it stands, for sentences.
    public String where() {
        return where;
    }

    /// The value for a message; missing if it is undefined.
    ///
    /// @throws MappingException if it cannot be had, or takes too long or too deep a way
    public JsonNode evaluate(JsonNode input, SyncVariables variables) {
        return JsonataValues.node(where, raw(input, variables));
    }

    /// Whether it is true as JSONata has it: nothing, 0, an empty text and an empty object are not.
    ///
    /// @throws MappingException as `evaluate` does
    public boolean holds(JsonNode input, SyncVariables variables) {
        return Jsonata.boolize(raw(input, variables));
    }

    private Object raw(JsonNode input, SyncVariables variables) {
        try {
            Jsonata.Frame frame = parsed.createFrame();
            EvaluationBounds.set(frame);
            MappingFunctions.bind(frame);
            frame.bind("externalId", variables.externalId());
            frame.bind("new", (Object) variables.isNew());
            frame.bind("linked", JsonataValues.value(variables.linked()));
            frame.bind("changed", (Object) variables.changed());
            frame.bind("headers", variables.headers());
            variables.saved().forEach((name, value) -> frame.bind(name, JsonataValues.value(value)));
            return parsed.evaluate(JsonataValues.value(input), frame);
        } catch (StackOverflowError _) {
            throw new MappingException(where + ": " + EvaluationBounds.DEPTH);
        } catch (RuntimeException e) {
            throw new MappingException(where + ": " + sentence(e));
        }
    }

    /// The library wraps what happens in its loops, and throws what the JDK throws where a value does not suit.
    private static String sentence(Throwable e) {
        return switch (e) {
            case MappingException bound -> bound.getMessage();
            case JException said
            when said.getCause() == null -> said.getMessage().replace(" Object ", " function ");
            case NumberFormatException _ -> "a text is no number";
            case RuntimeException wrapped when wrapped.getCause() != null -> sentence(wrapped.getCause());
            default -> {
                String function = function(e);
                yield function == null
                        ? "it cannot be evaluated on this message"
                        : "$" + function + " cannot take a value of this message";
            }
        };
    }

    /// The function that failed: what the JDK throws quotes the value, so that its own sentence is not passed on.
    private static String function(Throwable e) {
        return Stream.of(e.getStackTrace())
                .filter(frame -> frame.getClassName().equals(Functions.class.getName()))
                .map(frame -> FUNCTIONS.getOrDefault(frame.getMethodName(), frame.getMethodName()))
                .filter(name -> name.matches("[a-zA-Z0-9]+"))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return text;
    }
}
