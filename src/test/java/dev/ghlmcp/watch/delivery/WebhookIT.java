package dev.ghlmcp.watch.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.WatchSpec;
import dev.ghlmcp.webhook.WebhookSecret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built program posts the events of a watch of its settings. A reader of the test's own wants it polled each
/// second, which no other way in allows.
class WebhookIT {
    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private final HttpClient http = HttpClient.newHttpClient();
    private final Receiver receiver = new Receiver();
    private final WebhookSecret secret = WebhookSecret.random();
    private EventStore store;
    private WatchSpec spec;
    private int contacts;

    @BeforeEach
    void open() throws Exception {
        spec = new WatchSpec(
                sandbox.uri().toString(),
                "",
                SampleAccount.LOCATION_ID,
                null,
                "search_contacts",
                Json.MAPPER.createObjectNode());
        store = new SqliteStore(folder.resolve("state.db"), null);
        store.enter(spec.id(), spec.text(), "test", Duration.ofSeconds(1), System.currentTimeMillis());
        Files.writeString(folder.resolve("application.yaml"), """
                watches:
                  new-leads:
                    operation: search_contacts
                    post: {url: "%s?token=s3cret", secret-env: HOOK_SECRET}
                """.formatted(receiver.url()));
    }

    @AfterEach
    void close() {
        store.close();
        receiver.close();
        http.close();
        sandbox.close();
    }

    @Test
    void aServerThatIsKilledWhileTheReceiverFailsLosesNoEvent() throws Exception {
        receiver.answers = _ -> 503;
        List<String> made;
        try (BuiltProgram server = program("http", "--port", "0")) {
            server.awaitError("posts to 127.0.0.1");
            await().until(() -> store.watch(spec.id()).primed());
            made = contacts(3);
            await().until(() -> came().containsAll(made));
            server.signal("KILL");
            server.exitCode();
            assertFalse(server.stderr().contains("s3cret"), server.stderr());
        }
        receiver.answers = _ -> 200;
        receiver.all().clear();
        made.addAll(contacts(2));
        try (BuiltProgram program = program("watch")) {
            await().until(() -> came().size() == 5);
            program.terminate();
            program.exitCode();
            assertFalse(program.stderr().contains("s3cret"), program.stderr());
        }
        assertEquals(new TreeSet<>(made), came());
        receiver.all().forEach(one -> assertTrue(one.signedWith(secret, System.currentTimeMillis())));
        assertEquals(
                5, receiver.all().stream().map(Receiver.Received::id).distinct().count());
    }

    @Test
    void whatIsNeverAcceptedIsListedAndSentAgain() throws Exception {
        receiver.answers = _ -> 413;
        try (BuiltProgram server = program("http", "--port", "0")) {
            server.awaitError("posts to 127.0.0.1");
            await().until(() -> store.watch(spec.id()).primed());
            contacts(1);
            await().until(() -> !new Endpoints(store.documents()).dead("").isEmpty());
            String id = new Endpoints(store.documents()).dead("").getFirst().id();
            URI page = server.address().resolve("/page.json");
            String shown = http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertTrue(shown.contains("\"dead\":1") && !shown.contains("s3cret"), shown);
            String list = output("events", "dead");
            assertTrue(list.startsWith("new-leads  " + id) && list.endsWith("It answered 413"), list);
            assertTrue(output("doctor").contains("1 dead letter: `ghl-mcp events dead new-leads`"));
            receiver.answers = _ -> 200;
            assertEquals("", output("events", "replay", "new-leads"));
            await().until(() -> receiver.accepted().contains(id));
            // A server that ends before it has noted that sends it again.
            await().until(() -> output("events", "dead", "new-leads").isEmpty());
        }
    }

    @Test
    void aSecretIsReplacedWhileTwoAreInForce() throws Exception {
        Path first = secretFile("first", secret);
        WebhookSecret next = WebhookSecret.random();
        Files.writeString(
                folder.resolve("application.yaml"), """
                watches:
                  new-leads:
                    operation: search_contacts
                    post: {url: "%s", secret-file: [%s, %s]}
                """.formatted(receiver.url(), first, secretFile("second", secret)));
        try (BuiltProgram server = program("http", "--port", "0")) {
            server.awaitError("posts to 127.0.0.1");
            await().until(() -> store.watch(spec.id()).primed());
            contacts(1);
            await().until(() -> receiver.all().size() == 1);
            assertFalse(receiver.all().getLast().signedWith(next, System.currentTimeMillis()));
            secretFile("second", next);
            await().until(() -> {
                contacts(1);
                return signedWith(next);
            });
            assertTrue(signedWith(secret), "both sign while receivers change theirs");
            secretFile("first", next);
            await().until(() -> {
                contacts(1);
                return !signedWith(secret);
            });
            assertTrue(signedWith(next));
            server.terminate();
            server.exitCode();
            assertFalse(server.stderr().contains("whsec_"), server.stderr());
        }
    }

    /// Whether the last that came was signed so.
    private boolean signedWith(WebhookSecret one) {
        return receiver.all().getLast().signedWith(one, System.currentTimeMillis());
    }

    private Path secretFile(String name, WebhookSecret content) throws Exception {
        Path beside = Files.createTempFile(folder, name, "");
        Files.writeString(beside, content.text().value());
        return Files.move(beside, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private Set<String> came() {
        return receiver.all().stream()
                .map(one -> one.json().at("/data/id").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private BuiltProgram program(String... words) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("--config", folder.resolve("application.yaml").toString()));
        all.addAll(List.of(words));
        return BuiltProgram.start(environment(), all.toArray(String[]::new));
    }

    private String output(String... words) throws Exception {
        try (BuiltProgram program = program(words)) {
            program.endInput();
            program.exitCode();
            return String.join("\n", program.rest());
        }
    }

    private Map<String, String> environment() {
        return SandboxAccount.variables(
                sandbox.uri().toString(),
                "GHL_STORE_FILE",
                folder.resolve("state.db").toString(),
                "HOOK_SECRET",
                secret.text().value());
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50));
    }

    private List<String> contacts(int count) throws Exception {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.uri() + "/contacts/"))
                    .header("Authorization", "Bearer " + SampleAccount.LOCATION_TOKEN)
                    .header("Version", "2021-07-28")
                    .header("User-Agent", "ghl-mcp test")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"locationId\":\"" + SampleAccount.LOCATION_ID
                            + "\",\"email\":\"new" + ++contacts + "@example.com\"}"))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            made.add(Json.MAPPER.readTree(answer.body()).at("/contact/id").asString());
        }
        return made;
    }
}
