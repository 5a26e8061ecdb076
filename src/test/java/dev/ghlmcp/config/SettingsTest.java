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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// File, then environment, then flags.
class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void hasADefaultForEverything() {
        Settings settings = Settings.load(null, null, Map.of(), Map.of());
        assertEquals(URI.create("https://services.leadconnectorhq.com"), settings.address("ghl.base-url"));
        assertEquals(30_000, settings.number("ghl.read-timeout-ms"));
        assertNull(settings.text("ghl.token"));
    }

    @Test
    void theFileGivesWayToTheEnvironmentAndThatToFlags() throws IOException {
        Path file = write("ghl:\n  location-id: file\n  company-id: file\n  read-timeout-ms: 5\n");
        Settings settings = Settings.load(
                file,
                null,
                Map.of("GHL_LOCATION_ID", "environment", "GHL_COMPANY_ID", "", "GHL_READ_TIMEOUT_MS", "7"),
                Map.of("ghl.location-id", "flag"));
        assertEquals("flag", settings.text("ghl.location-id"));
        assertEquals("file", settings.text("ghl.company-id"), "an empty variable is none");
        assertEquals(7, settings.number("ghl.read-timeout-ms"));
    }

    @Test
    void readsTheInstallationsFileIfThereIsOne() throws IOException {
        assertNull(Settings.load(null, folder, Map.of(), Map.of()).text("ghl.location-id"));
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.yaml"), "ghl: {location-id: home}\n");
        assertEquals("home", Settings.load(null, folder, Map.of(), Map.of()).text("ghl.location-id"));
    }

    @Test
    void saysWhatIsWrongWithAFileWithoutQuotingIt() throws IOException {
        for (String yaml : List.of(
                "ghl: {token: [pit-secret]}",
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
        for (String url :
                List.of("ftp://x", "services.leadconnectorhq.com", "https://user:pw@host", "http://h?x=1", "")) {
            Settings settings = Settings.load(null, null, Map.of(), Map.of("ghl.base-url", url));
            assertThrows(SettingsException.class, () -> settings.address("ghl.base-url"), url);
        }
        for (String number : List.of("0", "-1", "1.5", "ten", "99999999999")) {
            Settings settings = Settings.load(null, null, Map.of(), Map.of("ghl.read-timeout-ms", number));
            assertThrows(SettingsException.class, () -> settings.number("ghl.read-timeout-ms"), number);
        }
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
}
