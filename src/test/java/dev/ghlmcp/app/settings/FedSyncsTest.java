package dev.ghlmcp.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.config.Section;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.watch.ReadyWatches;
import dev.ghlmcp.webhook.WebhookSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FedSyncsTest {
    private static final Path READY = Path.of("config/syncs/segmentation.yaml");
    private static final Map<String, String> SECRETS =
            Map.of("SEGMENTATION_SECRET", WebhookSecret.random().text().value());

    @TempDir
    Path folder;

    @Test
    void theReadyWatchTellsAllThatTheReadyMappingReads() throws IOException {
        assertEquals(List.of(), notes(ReadyWatches.of(READY)));
    }

    @Test
    void whatAMappingReadsThatTheWatchDoesNotTellIsNamed() throws IOException {
        String watches = ReadyWatches.of(READY);
        String plain = watches.replaceFirst("arguments: .*", "every: 1m").replace("every: 5m", "");
        String note = "watches.segmentation posts to the sync segmentation, whose mapping reads %s of data.item: its"
                + " events do not have that unless fields of its arguments names it";
        assertEquals(List.of(note.formatted("city, customFields, state")), notes(plain));
        assertEquals(
                List.of(note.formatted("city")),
                notes(watches.replace("[state, city, customFields]", "\"contacts.state, customFields.value\"")));
        assertEquals(List.of(), notes(plain.replace("/hooks/in/segmentation", "/hooks/in/other")));
    }

    private List<String> notes(String watches) throws IOException {
        Path file = Files.writeString(folder.resolve("application.yaml"), "sync: {files: [" + READY + "]}\n" + watches);
        Settings settings = Settings.load(file, null, Map.of(), Map.of());
        return FedSyncs.notes(
                new SyncEntries(settings, Map.of(), SECRETS).syncs(),
                new WatchEntries(SECRETS).watches(settings.section(Section.WATCHES)));
    }
}
