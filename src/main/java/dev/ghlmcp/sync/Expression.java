package dev.ghlmcp.sync;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// A JSONata expression of a mapping. It reaches no file, environment or network, and ends whatever it says.
/// Thread-safe.
public final class Expression {
    private final String where;
    private final String text;

    private Expression(String where, String text) {
        this.where = where;
        this.text = text;
    }

    /// Parses one.
    ///
    /// @param where it stands, for sentences
    /// @throws IllegalArgumentException with a sentence if it is no JSONata
    public static Expression of(String where, String jsonata) {
        try {
            Jsonata.jsonata(jsonata);
        } catch (JException e) {
            throw new IllegalArgumentException(where + " is no JSONata"
                    + (e.getLocation() < 0 ? "" : ", at character " + e.getLocation()) + ": "
                    + e.getMessage());
        } catch (StackOverflowError _) {
            throw new IllegalArgumentException(where + " is nested too deeply");
        } catch (RuntimeException _) {
            // The parser falls over some texts that are no JSONata.
            throw new IllegalArgumentException(where + " is no JSONata");
        }
        return new Expression(where, jsonata);
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
            // The library keeps the time of `$now()` and the context of `$eval` with the thread that parsed.
            Jsonata parsed = Jsonata.jsonata(text);
            parsed.setOutputConvertNulls(false);
            Jsonata.Frame frame = parsed.createFrame();
            EvaluationBounds.set(frame);
            frame.bind("externalId", variables.externalId());
            frame.bind("new", (Object) variables.isNew());
            frame.bind("linked", JsonataValues.value(variables.linked()));
            frame.bind("changed", (Object) variables.changed());
            frame.bind("headers", variables.headers());
            variables.saved().forEach((name, value) -> frame.bind(name, JsonataValues.value(value)));
            return parsed.evaluate(JsonataValues.value(input), frame);
        } catch (JException e) {
            throw new MappingException(where + ": " + e.getMessage());
        } catch (StackOverflowError _) {
            throw new MappingException(where + ": " + EvaluationBounds.DEPTH);
        } catch (RuntimeException e) {
            // Such as a cast inside the library, where a function is given what it does not take.
            throw new MappingException(where + " cannot be evaluated on this message ("
                    + e.getClass().getSimpleName().replace("Exception", "").toLowerCase(Locale.ROOT) + ")");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
