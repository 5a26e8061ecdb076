package dev.ghlmcp.server.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.ContactTraffic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A Zap on the built program, which is killed at any time and started again.
class TriggersIT {
    private static final String TOKEN = "zap-token-0123456789abcdef";
    private static final int KILLS = 3;
    private static final int MOST_MS = 1500;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private final ContactTraffic traffic = new ContactTraffic(sandbox.uri());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> seen = new HashSet<>();
    private final List<JsonNode> fired = new ArrayList<>();

    @AfterEach
    void stop() {
        http.close();
        traffic.close();
        sandbox.close();
    }

    @Test
    void theZapSeesEachChangeOnceThoughTheServerIsKilled() throws Exception {
        Random random = new Random(11);
        try (BuiltProgram program = served()) {
            poll(program.address());
        }
        assertEquals(0, seen.size(), "what was there before is no event");
        for (int kill = 0; kill < KILLS; kill++) {
            for (int index = 0; index < 10; index++) {
                traffic.create();
            }
            List<String> there = traffic.there();
            for (int index = 0; index < 5; index++) {
                traffic.change(there.get(random.nextInt(there.size())));
            }
            try (BuiltProgram program = served()) {
                URI address = program.address();
                due();
                poll(address);
                Thread.sleep(random.nextInt(MOST_MS));
                program.signal("KILL");
                program.exitCode();
            }
            free();
        }
        try (BuiltProgram program = served()) {
            URI address = program.address();
            due();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                poll(address);
                traffic.assertTold(fired);
            });
        }
    }

    private BuiltProgram served() throws IOException {
        return BuiltProgram.start(
                SandboxAccount.variables(
                        sandbox.uri().toString(),
                        "GHL_HTTP_TOKENS",
                        "zap: " + TOKEN,
                        "GHL_STORE_FILE",
                        folder.resolve("state.db").toString()),
                "http",
                "--port",
                "0");
    }

    /// As Zapier does it: the first answer counts as seen, then each id that is new fires, the oldest first.
    private void poll(URI address) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(("zapier:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        String answer = http.send(
                        HttpRequest.newBuilder(address.resolve("/triggers/search_contacts?every=1m"))
                                .header("Authorization", "Basic " + basic)
                                .build(),
                        BodyHandlers.ofString())
                .body();
        for (JsonNode event :
                Json.MAPPER.readTree(answer).valueStream().toList().reversed()) {
            if (seen.add(event.path("id").asString())) {
                fired.add(event);
            }
        }
    }

    /// Makes the next poll come now and not in a minute.
    private void due() {
        try (SqliteStore store = new SqliteStore(folder.resolve("state.db"), null)) {
            WatchRow row = store.watches().getFirst();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                long now = System.currentTimeMillis();
                Lease had = store.lease(row.id(), "test", now, now + 10_000);
                if (had != null) {
                    store.commit(had, new Commit(List.of(), 0, 0, now, new Commit.Poll(0, "", "", row.cost(), true)));
                    store.release(row.id(), "test");
                }
                return had != null;
            });
        }
    }

    /// Nobody waits for the lease of what was killed.
    private void free() {
        try (SqliteStore store = new SqliteStore(folder.resolve("state.db"), null)) {
            store.watches().forEach(row -> store.release(row.id(), row.holder()));
        }
    }
}
