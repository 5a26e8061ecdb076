package dev.ghlmcp.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One rule for the person's folders, and what `install` stored there.
class UserFoldersTest {
    @TempDir
    private Path folder;

    @Test
    void theFolderIsTheSystemsAndHomeComesBeforeTheListOfUsers() {
        assertEquals("/home/ada/.config/ghl-mcp", own("Linux", Map.of()));
        assertEquals("/elsewhere/.config/ghl-mcp", own("Linux", Map.of("HOME", "/elsewhere")));
        assertEquals("/home/ada/.config/ghl-mcp", own("Linux", Map.of("HOME", "relative")));
        assertEquals("/etc/ada/ghl-mcp", own("Linux", Map.of("XDG_CONFIG_HOME", "/etc/ada", "HOME", "/elsewhere")));
        assertEquals("/home/ada/.config/ghl-mcp", own("Linux", Map.of("XDG_CONFIG_HOME", "relative")));
        assertEquals(
                "/home/ada/Library/Application Support/ghl-mcp",
                own("Mac OS X", Map.of("XDG_CONFIG_HOME", "/etc/ada")));
        assertEquals("/roaming/ghl-mcp", own("Windows 11", Map.of("APPDATA", "/roaming")));
    }

    @Test
    void whatInstallStoredCompletesAnEnvironmentThatNamesNoAccount() throws IOException {
        InstalledSettings stored = new InstalledSettings(folder.resolve("gohighlevel.env"));
        assertEquals(Map.of(), stored.completing(Map.of()));
        Map<String, String> variables = Map.of("GHL_TOKEN_FILE", "/a=b c", "GHL_LOCATION_ID", "loc");
        Files.writeString(stored.path(), InstalledSettings.text(variables));
        assertEquals(variables, stored.completing(Map.of("GHL_LOCATION_ID", "other", "GHL_TOKEN", "")));
        for (String variable : new String[] {"GHL_TOKEN", "GHL_BASE_URL", "GHL_CONFIG", "GHL_AUTH_CLIENT_ID"}) {
            assertEquals(Map.of(), stored.completing(Map.of(variable, "x")), variable);
        }
    }

    @Test
    void whatInstallStoredCountsForItsOwnAddressAndIsSaidToBeLeftAsideForAnother() throws IOException {
        InstalledSettings stored = new InstalledSettings(folder.resolve("gohighlevel.env"));
        assertNull(stored.unused(Map.of("GHL_BASE_URL", "http://other")), "nothing is stored");
        Map<String, String> variables = Map.of("GHL_TOKEN_FILE", "/a", "GHL_BASE_URL", "http://own");
        Files.writeString(stored.path(), InstalledSettings.text(variables));
        assertEquals(variables, stored.completing(Map.of("GHL_BASE_URL", "http://own/")));
        assertNull(stored.unused(Map.of("GHL_BASE_URL", "http://own/")));
        assertNull(stored.unused(Map.of("GHL_BASE_URL", "http://other", "GHL_TOKEN", "pit-1")));
        String said = stored.unused(Map.of("GHL_BASE_URL", "http://other"));
        assertTrue(said.contains("gohighlevel.env is for http://own and is not used for http://other"), said);
        assertTrue(said.contains("leave out --base-url"), said);
    }

    private static String own(String system, Map<String, String> environment) {
        return UserFolders.of(system, "/home/ada", environment).own().toString();
    }
}
