package dev.ghlmcp.sandbox.webhook;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.store.RecordChange;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ObjectNode;

/// Sends the webhooks of a sandbox, signed, for each change of its records. As HighLevel's help says
/// (help.gohighlevel.com, 155000007071), what is answered by 429 comes again six times, ten minutes apart by the
/// sandbox's
/// clock; what is answered otherwise does not.
public final class SandboxWebhooks implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;
    private static final int AT_ONCE = 8;
    private static final int REPEATS = 6;
    private static final int BUSY = 429;
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final SandboxStore store;
    private final URI url;
    private final WebhookKeys keys = WebhookKeys.create();
    private final WebhookEvents events;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);

    private SandboxWebhooks(SandboxStore store, URI url) {
        this.store = store;
        this.url = url;
        this.events = WebhookEvents.of(store);
    }

    /// Sends from now on.
    ///
    /// @param url http or https
    public static SandboxWebhooks begin(SandboxStore store, URI url) {
        SandboxWebhooks webhooks = new SandboxWebhooks(store, url);
        store.listen(webhooks::changed);
        return webhooks;
    }

    /// The public keys that verify them, of Ed25519 and RSA.
    public List<String> keys() {
        return keys.published();
    }

    private void changed(List<RecordChange> changes) {
        for (ObjectNode event : events.of(changes)) {
            // The real time: who gets it compares it with the clock of the wall.
            event.put("timestamp", Instant.now().toString())
                    .put("webhookId", UUID.randomUUID().toString());
            byte[] body = Json.MAPPER.writeValueAsBytes(event);
            String name = event.path("type").asString("webhook");
            senders.execute(() -> deliver(name, body));
        }
    }

    private void deliver(String name, byte[] body) {
        try {
            for (int repeat = 0; send(name, body) == BUSY && repeat < REPEATS; repeat++) {
                Instant next = store.now().plus(PAUSE);
                while (store.now().isBefore(next)) {
                    Thread.sleep(LOOK_AGAIN);
                }
            }
        } catch (InterruptedException _) {
            // The sandbox ends.
        }
    }

    private int send(String name, byte[] body) throws InterruptedException {
        places.acquire();
        try {
            int status = post(body);
            if (status != 200) {
                System.err.println("A " + name + " was answered by " + status);
            }
            return status;
        } catch (IOException e) {
            System.err.println("A " + name + " could not be sent to " + url + ": " + e.getMessage());
            return 0;
        } finally {
            places.release();
        }
    }

    private int post(byte[] body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("x-ghl-signature", keys.current(body));
        connection.setRequestProperty("x-wh-signature", keys.former(body));
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
