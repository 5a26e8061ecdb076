package dev.ghlmcp.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// File, then environment, then flags.
class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void hasADefaultForEverything() {
        Settings settings = Settings.load(null, null, Map.of(), Map.of());
        assertEquals(URI.create("https://services.leadconnectorhq.com"), settings.address(Setting.BASE_URL));
        assertEquals(Duration.ofSeconds(30), settings.millis(Setting.READ_TIMEOUT));
        assertNull(settings.text(Setting.TOKEN));
    }

    @Test
    void theFileGivesWayToTheEnvironmentAndThatToFlags() throws IOException {
        Path file = write("ghl:\n  location-id: file\n  company-id: file\n  read-timeout-ms: 5\n");
        Settings settings = Settings.load(
                file,
                null,
                Map.of("GHL_LOCATION_ID", "environment", "GHL_COMPANY_ID", "", "GHL_READ_TIMEOUT_MS", "7"),
                Map.of(Setting.LOCATION_ID, "flag"));
        assertEquals("flag", settings.text(Setting.LOCATION_ID));
        assertEquals("file", settings.text(Setting.COMPANY_ID), "an empty variable is none");
        assertEquals(Duration.ofMillis(7), settings.millis(Setting.READ_TIMEOUT));
    }

    @Test
    void sectionsHoldThePersonsOwnNames() throws IOException {
        Path file = write("locations:\n  Main Street: loc2\n  Airport: 3\nghl: {location-id: [a, b]}\n");
        Settings settings = Settings.load(file, null, Map.of(), Map.of());
        assertEquals(Map.of("Main Street", "loc2", "Airport", "3"), settings.section(Section.LOCATIONS));
        assertEquals(List.of("a", "b"), settings.list(Setting.LOCATION_ID));
        Path empty = write("locations:\n");
        assertEquals(Map.of(), Settings.load(empty, null, Map.of(), Map.of()).section(Section.LOCATIONS));
    }

    @Test
    void readsTheInstallationsFileIfThereIsOne() throws IOException {
        assertNull(Settings.load(null, folder, Map.of(), Map.of()).text(Setting.LOCATION_ID));
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.yaml"), "ghl: {location-id: home}\n");
        assertEquals("home", Settings.load(null, folder, Map.of(), Map.of()).text(Setting.LOCATION_ID));
    }

    @Test
    void readsTheFileThatTheEnvironmentNames() throws IOException {
        Path file = write("ghl: {location-id: named}\n");
        Map<String, String> environment = Map.of("GHL_CONFIG", file.toString());
        assertEquals("named", Settings.load(null, folder, environment, Map.of()).text(Setting.LOCATION_ID));
        assertThrows(
                SettingsException.class,
                () -> Settings.load(folder.resolve("missing.yaml"), null, environment, Map.of()),
                "an option comes before the variable");
    }

    @Test
    void saysWhatIsWrongWithAFileWithoutQuotingIt() throws IOException {
        for (String yaml : List.of(
                "ghl: {token: [[pit-secret]]}",
                "locations: pit-secret",
                "ghl: token: pit-secret",
                "ghl:\n  tokn: pit-secret",
                "- pit-secret",
                "pit-secret")) {
            Path file = write(yaml);
            String message = assertThrows(
                            SettingsException.class, () -> Settings.load(file, null, Map.of(), Map.of()), yaml)
                    .getMessage();
            assertTrue(message.contains(file.toString()), message);
            assertFalse(message.contains("pit-secret"), message);
        }
        Path missing = folder.resolve("missing.yaml");
        assertEquals(
                "There is no file " + missing,
                assertThrows(SettingsException.class, () -> Settings.load(missing, null, Map.of(), Map.of()))
                        .getMessage());
    }

    @Test
    void refusesValuesThatAreNotWhatTheirKeyWants() {
        for (String url : List.of(
                "ftp://x",
                "services.leadconnectorhq.com",
                "https://user:pw@host",
                "http://h?x=1",
                "",
                "http://my_host",
                "http://h:0",
                "http://h:65536",
                "http://[::1",
                "http://-.x")) {
            Settings settings = Settings.load(null, null, Map.of(), Map.of(Setting.BASE_URL, url));
            assertThrows(SettingsException.class, () -> settings.address(Setting.BASE_URL), url);
        }
        for (String number : List.of("0", "-1", "1.5", "ten", "99999999999")) {
            Settings settings = Settings.load(null, null, Map.of(), Map.of(Setting.READ_TIMEOUT, number));
            assertThrows(SettingsException.class, () -> settings.millis(Setting.READ_TIMEOUT), number);
        }
    }

    /// DNS and certificates know hosts in ASCII (RFC 3490).
    @Test
    void aHostInOtherLettersIsWrittenAsDnsKnowsIt() {
        Settings settings =
                Settings.load(null, null, Map.of("GHL_BASE_URL", "https://bücher.example:8443/a"), Map.of());
        assertEquals(URI.create("https://xn--bcher-kva.example:8443/a"), settings.address(Setting.BASE_URL));
        Settings ipv6 = Settings.load(null, null, Map.of("GHL_BASE_URL", "http://[::1]:80/"), Map.of());
        assertEquals(URI.create("http://[::1]:80/"), ipv6.address(Setting.BASE_URL));
        Settings redis = Settings.load(null, null, Map.of("GHL_FLEET_STORE", "redis://bücher.example"), Map.of());
        assertThrows(SettingsException.class, () -> redis.redis(Setting.FLEET_STORE));
    }

    @Test
    void aFileThatIsNestedTooDeepIsSaidInASentence() throws IOException {
        Path file = write("a: " + "[".repeat(100_000));
        String told = assertThrows(SettingsException.class, () -> Settings.load(file, null, Map.of(), Map.of()))
                .getMessage();
        assertTrue(told.endsWith("is nested too deep"), told);
    }

    @Test
    void neverShowsValues() {
        assertFalse(Settings.load(null, null, Map.of("GHL_TOKEN", "pit-secret"), Map.of())
                .toString()
                .contains("pit-secret"));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("application.yaml"), yaml);
    }

    @Test
    void theShippedFileHoldsEverySettingWithItsDefault() throws IOException {
        StringBuilder yaml = new StringBuilder("""
                # The settings of ghl-mcp, each with its default. The environment (the variable in brackets) overrides this
                # file, options override the environment. Another file is named by --config FILE or GHL_CONFIG.
                """);
        String part = "";
        for (Setting setting : Setting.values()) {
            int dot = setting.key().indexOf('.');
            if (!setting.key().substring(0, dot).equals(part)) {
                part = setting.key().substring(0, dot);
                yaml.append(part).append(":\n");
            }
            String value = setting.fallback().isEmpty() ? "\"\"" : setting.fallback();
            yaml.append("  # ")
                    .append(setting.comment())
                    .append(" [")
                    .append(setting.variable())
                    .append("]\n");
            yaml.append("  ")
                    .append(setting.key().substring(dot + 1))
                    .append(": ")
                    .append(value)
                    .append('\n');
        }
        for (Section section : Section.values()) {
            yaml.append("# ").append(section.comment()).append('\n');
            yaml.append(section.key()).append(":\n");
        }
        Path shipped = Path.of("config/application.yaml");
        if (Boolean.getBoolean("update")) {
            Files.writeString(shipped, yaml);
        }
        assertEquals(yaml.toString(), Files.readString(shipped));
        Settings settings = Settings.load(write(yaml + "\n"), null, Map.of(), Map.of());
        for (Setting setting : Setting.values()) {
            assertEquals(setting.fallback(), Objects.toString(settings.text(setting), ""), setting.key());
        }
    }

    @Test
    void theDocumentationListsEverySetting() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Configuration

                Every setting, written by a test from `Setting` and `Section`. The file (`config/application.yaml` of the
                installation, or what `--config` or `GHL_CONFIG` names) gives way to the environment, and that to options.
                """);
        String part = "";
        for (Setting setting : Setting.values()) {
            String room = setting.key().substring(0, setting.key().indexOf('.'));
            if (!room.equals(part)) {
                part = room;
                page.append("\n## ")
                        .append(room)
                        .append("\n\n| setting | variable | default | what it is |\n|---|---|---|---|\n");
            }
            page.append("| `")
                    .append(setting.key())
                    .append("` | `")
                    .append(setting.variable())
                    .append("` | ");
            page.append(setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`")
                    .append(" | ");
            page.append(setting.comment().replace("|", "\\|")).append(" |\n");
        }
        page.append("\n## Names of your own\n\nParts of the file only.\n\n| part | what it is |\n|---|---|\n");
        for (Section section : Section.values()) {
            page.append("| `")
                    .append(section.key())
                    .append("` | ")
                    .append(section.comment())
                    .append(" |\n");
        }
        Path reference = Path.of("docs/configuration.md");
        if (Boolean.getBoolean("update")) {
            Files.writeString(reference, page);
        }
        assertEquals(page.toString(), Files.readString(reference));
    }
}
