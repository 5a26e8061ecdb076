package dev.ghlmcp.watch.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.watch.delivery.WebhookEndpoint.Format;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchRecipientsTest {
    @TempDir
    Path folder;

    private DeliveryTrial trial;

    @BeforeEach
    void begin() {
        trial = new DeliveryTrial(folder);
    }

    @AfterEach
    void end() {
        trial.close();
    }

    @Test
    void aWatchThatClientsOnlyAskForHasNone() {
        assertFalse(recipients().any());
    }

    @Test
    void theSettingsAreNamedAndSubscriptionsAreCounted() {
        trial.store.enter(DeliveryTrial.WATCH, "{}", SettingsWatch.READER, Duration.ofMinutes(5), trial.time.get());
        trial.posted(false);
        WebhookEndpoint subscribed = trial.endpoint("sub_1", Format.MCP, false);
        new Endpoints(trial.store.documents()).add(subscribed, trial.after(0), trial.time.get());

        String text = recipients().text();
        assertTrue(recipients().any());
        assertTrue(text.contains("`watches:` of the settings has it and posts its events (new-leads)"), text);
        assertTrue(text.endsWith("1 subscription of a client ends with it"), text);
        trial.store.remove(DeliveryTrial.WATCH);
        assertEquals(1, recipients().subscriptions());
        assertFalse(recipients().settings());
    }

    private WatchRecipients recipients() {
        return WatchRecipients.of(trial.store, DeliveryTrial.WATCH, trial.time.get());
    }
}
