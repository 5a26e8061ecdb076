package dev.ghlmcp.watch.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.ReadyWatches;
import dev.ghlmcp.watch.WatchSpec;
import dev.ghlmcp.webhook.WebhookSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A file of `config/syncs` with its own watches in the built program, on a sandbox. A reader of the test's own wants
/// the watch of contacts polled each second.
abstract class ReadySyncFixture {
    @TempDir
    Path folder;

    final WebhookSecret secret = WebhookSecret.random();
    final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    final HttpClient http = HttpClient.newHttpClient();
    private EventStore store;

    @BeforeEach
    void open() {
        store = new SqliteStore(folder.resolve("state.db"), null);
    }

    @AfterEach
    void close() {
        store.close();
        http.close();
        sandbox.close();
    }

    /// Starts it.
    ///
    /// @param name of the file
    /// @param url  that the comment in it posts to
    /// @param real in its place
    BuiltProgram program(String name, String url, String real, int port) throws IOException {
        Path file = Path.of("config/syncs", name + ".yaml").toAbsolutePath();
        String watches = ReadyWatches.of(file);
        assertTrue(watches.contains(url), watches);
        Files.writeString(
                folder.resolve("application.yaml"), "sync: {files: \"" + file + "\"}\n" + watches.replace(url, real));
        return BuiltProgram.start(
                SandboxAccount.variables(
                        sandbox.uri().toString(),
                        "GHL_STORE_FILE",
                        folder.resolve("state.db").toString(),
                        name.toUpperCase(Locale.ROOT) + "_SECRET",
                        secret.text().value()),
                "--config",
                folder.resolve("application.yaml").toString(),
                "http",
                "--port",
                Integer.toString(port));
    }

    /// Has contacts looked at each second.
    ///
    /// @param arguments of the watch
    /// @return its id
    String hurry(String arguments) {
        WatchSpec spec = new WatchSpec(
                sandbox.uri().toString(), "", SampleAccount.LOCATION_ID, null, "search_contacts", (ObjectNode)
                        Json.MAPPER.readTree(arguments));
        store.enter(spec.id(), spec.text(), "test", Duration.ofSeconds(1), System.currentTimeMillis());
        return spec.id();
    }

    /// Waits until a watch has seen what is there, which is no event.
    void awaitFirstPoll(String watch) {
        await().until(() -> store.watch(watch).primed());
    }

    /// Creates a contact, past the program.
    ///
    /// @return its id
    String create(String members) throws Exception {
        String id = contact("POST", "/contacts/", members + ",\"locationId\":\"" + SampleAccount.LOCATION_ID + "\"")
                .at("/contact/id")
                .asString();
        assertTrue(id.length() == 20, id);
        return id;
    }

    /// Asks HighLevel for something about contacts, past the program.
    JsonNode contact(String method, String path, String members) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
                .header("Authorization", "Bearer " + SampleAccount.LOCATION_TOKEN)
                .header("Version", "2021-07-28")
                .header("User-Agent", "ghl-mcp test")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{" + members + "}"))
                .build();
        return Json.MAPPER.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50));
    }
}
