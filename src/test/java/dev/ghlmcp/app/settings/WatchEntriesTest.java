package dev.ghlmcp.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.config.Section;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.secret.PrivateFiles;
import dev.ghlmcp.watch.delivery.SettingsWatch;
import dev.ghlmcp.webhook.WebhookSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchEntriesTest {
    private static final String SECRET = WebhookSecret.random().text().value();
    private static final String NEXT = WebhookSecret.random().text().value();

    @TempDir
    Path folder;

    @Test
    void aWatchIsReadWithItsArgumentsAndItsReceiver() throws IOException {
        SettingsWatch watch = only("""
                watches:
                  new-leads:
                    operation: search_contacts
                    arguments: {query: vip, limit: 5, tags: [a, b]}
                    every: 5m
                    post: {url: "https://hooks.example.com/a?token=b", secret-env: [HOOK, NEXT], ordered: true}
                """);

        assertEquals("new-leads", watch.name());
        assertEquals("search_contacts", watch.operation());
        assertEquals("vip", watch.arguments().path("query").asString());
        assertEquals("a, b", watch.arguments().path("tags").asString());
        assertEquals(Duration.ofMinutes(5), watch.every());
        assertEquals("https://hooks.example.com/a?token=b", watch.post().url().toString());
        assertTrue(watch.post().ordered());
        assertEquals(2, watch.post().secrets().get().size());
    }

    @Test
    void aWatchNeedsNoReceiverAndArgumentsMayBeJson() throws IOException {
        SettingsWatch watch = only("""
                watches:
                  a:
                    operation: search_contacts
                    arguments: '{"query":"vip"}'
                """);

        assertNull(watch.post());
        assertNull(watch.every());
        assertEquals("vip", watch.arguments().path("query").asString());
        assertEquals(List.of(), read("watches:\n"));
    }

    @Test
    void aSecretInAFileRotatesWithoutARestart() throws IOException {
        Path file = folder.resolve("secret");
        PrivateFiles.create(file, SECRET.getBytes(StandardCharsets.US_ASCII));
        SettingsWatch watch = only("""
                watches:
                  a:
                    operation: search_contacts
                    post: {url: "https://hooks.example.com/", secret-file: %s}
                """.formatted(file));

        assertEquals(SECRET, watch.post().secrets().get().getFirst().text().value());
        Files.writeString(file, NEXT + "\n");
        assertEquals(NEXT, watch.post().secrets().get().getFirst().text().value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "operation: nothing | 'nothing' cannot be watched",
                "every: 5m | must have an operation",
                "{operation: search_contacts, evry: 5m} | watches.a.evry is not known; a watch has operation, arguments",
                "{operation: search_contacts, every: often} | every is a time such as 90s",
                "{operation: search_contacts, every: 10s} | from 1m to 1h",
                "{operation: search_contacts, post: {url: 'ftp://x/'}} | watches.a.post.url must be an https://",
                "{operation: search_contacts, post: {url: 'https://u:p@x/'}} | without user name",
                "{operation: search_contacts, post: {url: 'https://x:0/'}} | post.url must be an https",
                "{operation: search_contacts, post: {url: 'https://x:65536/', secret-env: HOOK}} | post.url must be an https",
                "{operation: search_contacts, post: {secret-env: HOOK}} | watches.a.post.url must be",
                "{operation: search_contacts, post: {url: 'https://x/'}} | must name the variable with the secret",
                "{operation: search_contacts, post: {url: 'https://x/', secret-env: ABSENT}} | ABSENT, which secret-env names, is not set",
                "{operation: search_contacts, post: {url: 'https://x/', secret-file: /nowhere}} | There is no file",
                "{operation: search_contacts, post: {url: 'https://x/', secret-env: 'HOOK, NEXT, HOOK'}} | and two while",
                "{operation: search_contacts, post: {url: 'https://x/', secret-env: HOOK, ordered: yes}} | true or false",
                "{operation: search_contacts, arguments: vip} | must hold arguments by their names"
            })
    void whatCannotBeUsedIsNamed(String entry, String says) {
        String yaml = "watches:\n  a: " + (entry.startsWith("{") ? entry : "{" + entry + "}") + "\n";
        SettingsException refused = assertThrows(SettingsException.class, () -> read(yaml));
        assertTrue(refused.getMessage().contains(says), refused.getMessage());
        assertFalse(refused.getMessage().contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b/../ü", "a.b", "new leads", "v1.2/ü"})
    void anOddNameIsShownWhole(String name) {
        SettingsException refused = assertThrows(
                SettingsException.class, () -> read("watches:\n  \"" + name + "\": {operation: search_contacts}\n"));
        assertTrue(refused.getMessage().startsWith("watches." + name + ": a name has"), refused.getMessage());
    }

    private SettingsWatch only(String yaml) throws IOException {
        return read(yaml).getFirst();
    }

    private List<SettingsWatch> read(String yaml) throws IOException {
        Path file = folder.resolve("application.yaml");
        Files.writeString(file, yaml);
        Settings settings = Settings.load(file, null, Map.of(), Map.of());
        return new WatchEntries(Map.of("HOOK", SECRET, "NEXT", NEXT)).watches(settings.section(Section.WATCHES));
    }
}
