package dev.ghlmcp.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.TokenText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people get wrong in settings is named, with what they meant.
class MisspeltVariablesTest {
    @TempDir
    private Path folder;

    @Test
    void variablesThatAreNearlyOursAreNamed() throws IOException {
        Path file = write("tenants:\n  acme: {token-env: GHL_TOKEN_ACME}\n");
        Map<String, String> environment = new TreeMap<>(Map.of(
                "GHL_TOKNE", "pit-secret",
                "GHL_TOKEN_ACME", "pit-secret",
                "GHL_MCP_AOT", "x",
                "GHL_CONFIG", file.toString(),
                "GHL_LOCATION_ID", "loc",
                "GHL_SOMETHING_QUITE_DIFFERENT", "x"));
        Settings settings = Settings.load(null, null, environment, Map.of());
        assertEquals(
                List.of("the variable GHL_TOKNE is not known and changes nothing; did you mean GHL_TOKEN?"),
                MisspeltVariables.variables(settings.unknownVariables(environment)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ghl: {tokn: pit-secret}            | ghl.tokn is not a setting; did you mean ghl.token?
                    tools: {read_only: true}           | tools.read_only is not a setting; did you mean tools.read-only?
                    locatoins: {a: b}                  | locatoins.a is not a setting; did you mean locations?
                    weather: {forecast: rain}          | weather.forecast is not a setting; docs/configuration.md lists them all
                    'ghl:\n  token: "pit-secret\n'     | is not valid YAML at line
                    """)
    void keysThatAreNoSettingAreNamed(String yaml, String sentence) throws IOException {
        Path file = write(yaml.replace("\\n", "\n"));
        SettingsException e =
                assertThrows(SettingsException.class, () -> Settings.load(file, null, Map.of(), Map.of()));
        String message = MisspeltVariables.named(e).getMessage();
        assertTrue(message.contains(sentence), message);
        assertTrue(!message.contains("pit-secret"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "pit-1"        | quotation marks
                    'pit-1'        | quotation marks
                    “pit-1”        | quotation marks
                    pit-1"         | quotation marks
                    Bearer pit-1   | the word Bearer
                    "Bearer pit-1" | quotation marks and the word Bearer
                    bearer         | the word Bearer
                    pit-1 pit-2    | spaces
                    """)
    void whatWasCopiedAlongWithATokenIsNamed(String token, String what) {
        SettingsException e = assertThrows(SettingsException.class, () -> TokenText.checked("GHL_TOKEN", token));
        assertTrue(e.getMessage().startsWith("GHL_TOKEN holds " + what), e.getMessage());
        assertTrue(!e.getMessage().contains("pit-1"), e.getMessage());
        assertEquals("pit-1", TokenText.checked("GHL_TOKEN", "pit-1"));
        assertEquals("pit-1\n", TokenText.checked("GHL_TOKEN_FILE", "pit-1\n"));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("application.yaml"), yaml);
    }
}
