package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.Section;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Suggests the setting that an unknown name may mean.
final class MisspeltVariables {
    private static final List<String> KEYS = Stream.concat(
                    Arrays.stream(Setting.values()).map(Setting::key),
                    Arrays.stream(Section.values()).map(Section::key))
            .toList();

    private static final List<String> VARIABLES = Stream.concat(
                    Arrays.stream(Setting.values()).map(Setting::variable), Stream.of("GHL_CONFIG"))
            .toList();

    private MisspeltVariables() {}

    /// A sentence for each variable that looks like one of ours. Other programs have variables of this prefix as well.
    static List<String> variables(List<String> unknown) {
        return unknown.stream()
                .filter(name -> Nearest.to(name, VARIABLES) != null)
                .map(name -> "the variable " + name + " is not known and changes nothing; did you mean "
                        + Nearest.to(name, VARIABLES) + "?")
                .toList();
    }

    /// The same complaint, with the nearest key.
    static SettingsException named(SettingsException e) {
        if (e.unknown() == null) {
            return e;
        }
        String section = e.unknown().split("\\.", 2)[0];
        String nearest = Nearest.to(e.unknown(), KEYS);
        String meant = nearest == null ? Nearest.to(section, KEYS) : nearest;
        return new SettingsException(e.getMessage()
                + (meant == null ? "; docs/configuration.md lists them all" : "; did you mean " + meant + "?"));
    }
}
