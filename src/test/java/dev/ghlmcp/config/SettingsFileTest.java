package dev.ghlmcp.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The settings file.
class SettingsFileTest {
    /// The parser notices some faults a line late, where the next thing begins.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    ghl:/  token: x/ bad: y      | 3
                    ghl:/\\ttoken: x              | 2
                    a: b: c                      | 1
                    a: 1/  b: 2/c: 3             | 2
                    a: 1/bcd/e: 2                | 2
                    a: 1/b: [1, 2/c: 3           | 2
                    a: 1/b: {c: 1/d: 2           | 2
                    a: 1/b: 'x/c: 3              | 2
                    a: 1/b: "x/c: 3              | 2
                    a: 1/b: "x\\q"               | 2
                    """)
    void whereItIsNoYamlIsSaid(String yaml, int line) {
        byte[] bytes = yaml.replace('/', '\n').replace("\\t", "\t").getBytes(StandardCharsets.UTF_8);
        SettingsException e = assertThrows(SettingsException.class, () -> SettingsFile.read(bytes, "file"));
        assertEquals("file is not valid YAML at line " + line, e.getMessage().replaceFirst(",.*", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    just text        | file must hold settings by their names, such as ghl: {location-id: ID}
                    - a              | file must hold settings by their names, such as ghl: {location-id: ID}
                    ghl: &a {x: *a}  | file: ghl.x.x.x.x must be a value or a list of values
                    """)
    void whatHoldsNoSettingsIsRefused(String yaml, String sentence) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                sentence,
                assertThrows(SettingsException.class, () -> SettingsFile.read(bytes, "file"))
                        .getMessage());
    }

    @Test
    void aFileWithoutSettingsHasNone() {
        assertEquals(Map.of(), values("# nothing yet\n"));
        assertEquals(Map.of("null", "1"), values("null: 1"));
    }

    private static Map<String, String> values(String yaml) {
        return SettingsFile.read(yaml.getBytes(StandardCharsets.UTF_8), "file").values();
    }
}
