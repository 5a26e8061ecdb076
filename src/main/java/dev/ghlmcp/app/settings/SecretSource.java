package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.SecretFile;
import dev.ghlmcp.config.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where the secrets of an entry of the settings are: in variables and files, one or two. Each line of one is a secret.
///
/// @param <T>            what a secret is read as
/// @param where          the entry, for sentences
/// @param variableMember the name of the member that names variables
/// @param variables      their names
/// @param fileMember     the same for files
record SecretSource<T>(
        String where, String variableMember, List<String> variables, String fileMember, List<String> files) {
    /// While one takes the other's place.
    private static final int MAX = 2;

    private static final Pattern LINE_END = Pattern.compile("\\R\\s*");

    /// Gives the secrets, the newest in front. What is in files is read each time, so that a secret rotates without a
    /// restart. One that cannot be used is an [IllegalArgumentException] with a sentence.
    ///
    /// @param parse from the name of the variable or file and the text; throws [IllegalArgumentException] with
    ///              a sentence
    /// @throws SettingsException if none or too many are named
    Supplier<List<T>> read(Map<String, String> environment, BiFunction<String, String, T> parse) {
        int count = variables.size() + files.size();
        if (count < 1 || count > MAX) {
            throw new SettingsException(where + " must name the variable with the secret in " + variableMember
                    + ", or a file in " + fileMember + ", and two while one takes the other's place");
        }
        return () -> {
            List<T> secrets = Stream.concat(
                            variables.stream().flatMap(name -> parsed(name, variable(environment, name), parse)),
                            files.stream().flatMap(file -> parsed(file, text(file), parse)))
                    .toList();
            if (secrets.size() > MAX) {
                throw new IllegalArgumentException(where + " has " + secrets.size()
                        + " secrets, as each line is one: leave the newest in front, and one more while it takes that"
                        + " one's place");
            }
            return secrets;
        };
    }

    private Stream<T> parsed(String from, String text, BiFunction<String, String, T> parse) {
        return LINE_END.splitAsStream(text.strip()).map(line -> parse.apply(from, line));
    }

    private String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The variable " + name + ", which "
                    + variableMember.substring(variableMember.indexOf('.') + 1) + " names, is not set");
        }
        return value;
    }

    private static String text(String file) {
        try {
            return SecretFile.read(Path.of(file));
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }
}
