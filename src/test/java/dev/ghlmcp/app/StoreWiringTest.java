package dev.ghlmcp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWiringTest {
    @TempDir
    Path folder;

    @Test
    void eachAddressHasAStoreOfItsOwnUnlessOneIsNamed() {
        assertEquals("state.db", file(Map.of()).getFileName().toString());
        assertEquals(file(Map.of()), file(Map.of(Setting.BASE_URL, Setting.BASE_URL.fallback() + "/")));
        Path one = file(Map.of(Setting.BASE_URL, "http://127.0.0.1:1"));
        assertNotEquals(file(Map.of()), one);
        assertNotEquals(one, file(Map.of(Setting.BASE_URL, "http://127.0.0.1:2")));
        Path named = folder.resolve("named.db");
        assertEquals(named, file(Map.of(Setting.STORE_FILE, named.toString())));
        assertNull(StoreWiring.file(settings(Map.of()), true), "a sandbox of this process");
    }

    @Test
    void aSandboxLeavesTheStoreOfTheFleetAndSaysSo() {
        Settings fleet = settings(Map.of(Setting.FLEET_STORE, "redis://127.0.0.1:6379"));
        assertTrue(StoreWiring.inRedis(fleet, false));
        assertFalse(StoreWiring.inRedis(fleet, true));
        assertTrue(StoreWiring.aside(fleet, true).startsWith("with --sandbox fleet.store is not used"));
        assertNull(StoreWiring.aside(fleet, false));
        assertNull(StoreWiring.aside(settings(Map.of()), true));
    }

    private Path file(Map<Setting, String> flags) {
        return StoreWiring.file(settings(flags), false);
    }

    private Settings settings(Map<Setting, String> flags) {
        return Settings.load(null, folder, Map.of(), flags);
    }
}
