package dev.ghlmcp.server.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The built program takes messages for a sync while its secrets are replaced, and shows what became of them.
class SyncHookIT {
    private static final String OLD = "the-old-secret-of-the-hook-0123";
    private static final String NEW = "the-new-secret-of-the-hook-0123";
    private static final String OPERATOR = "operator-token-0123456789abcdef";

    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        sandbox.close();
    }

    @Test
    void messagesAreTakenWhileTheSecretIsReplacedAndWhatIsRefusedIsShownAndReplayed() throws Exception {
        write("first", OLD);
        write("second", OLD);
        Path settings = Files.writeString(
                folder.resolve("application.yaml"), """
                syncs:
                  customers:
                    auth: {token-file: [%s, %s]}
                    id: email
                    steps:
                      - tool: upsert_contact
                        with: '{ "email": email, "firstName": name }'
                  closed:
                    id: email
                    steps:
                      - tool: upsert_contact
                        with: '{ "email": email }'
                """.formatted(folder.resolve("first"), folder.resolve("second")));
        Map<String, String> environment = SandboxAccount.variables(
                sandbox.uri().toString(),
                "GHL_CONFIG",
                settings.toString(),
                "GHL_HTTP_TOKENS",
                "operator: " + OPERATOR,
                "GHL_STORE_FILE",
                folder.resolve("state.db").toString());
        try (BuiltProgram program = BuiltProgram.start(environment, "http", "--port", "0")) {
            URI uri = program.address();
            assertEquals(202, post(uri, "customers", "{\"email\":\"ada@example.com\",\"name\":\"Ada\"}", OLD));
            assertEquals(401, post(uri, "customers", "{}", NEW));
            assertEquals(404, post(uri, "closed", "{}", OLD));
            write("second", NEW);
            assertEquals(202, post(uri, "customers", "{\"email\":\"bob@example.com\"}", NEW));
            assertEquals(202, post(uri, "customers", "{\"email\":\"eve@example.com\"}", OLD));
            write("first", NEW);
            assertEquals(401, post(uri, "customers", "{}", OLD));
            assertEquals(202, post(uri, "customers", "{\"email\":\"no address\"}", NEW));
            await().until(() -> messages(uri, "done") == 3 && messages(uri, "dead") == 1);
            JsonNode page = json(uri, "/page.json").path("syncs");
            assertEquals("rejected", page.at("/0/dead/0/reason").asString(), page.toString());
            assertFalse(page.toString().contains("no address"), page.toString());
            String metrics = get(uri, "/metrics").body();
            assertTrue(metrics.contains("ghl_sync_refused_total{sync=\"customers\"} 2.0"), metrics);
            assertTrue(metrics.contains("ghl_sync_messages{state=\"dead\",sync=\"customers\"} 1.0"), metrics);
            String healthy = output(environment, "doctor");
            assertTrue(
                    healthy.contains("2 syncs: customers, closed (no auth, so no hook); customers has 1 dead letter"),
                    healthy);
            String checked = output(environment, "sync", "check");
            assertTrue(checked.contains("no auth, so POST /hooks/in/closed is not there"), checked);
            HttpRequest replay = request(uri.resolve("/syncs/customers/replay"), OPERATOR)
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertEquals(
                    "{\"replayed\":1}",
                    http.send(replay, HttpResponse.BodyHandlers.ofString()).body());
            await().until(() -> messages(uri, "dead") == 1);
            program.terminate();
            program.exitCode();
            String log = program.stderr();
            assertFalse(log.contains(OLD) || log.contains(NEW) || log.contains("example.com"), log);
        }
    }

    private static String output(Map<String, String> environment, String... words) throws Exception {
        try (BuiltProgram program = BuiltProgram.start(environment, words)) {
            program.endInput();
            program.exitCode();
            return String.join("\n", program.rest());
        }
    }

    private int messages(URI uri, String state) throws Exception {
        return json(uri, "/syncs").at("/0/messages/" + state).asInt();
    }

    private JsonNode json(URI uri, String path) throws Exception {
        HttpResponse<String> answer = get(uri, path);
        assertEquals(200, answer.statusCode(), answer.body());
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> get(URI uri, String path) throws Exception {
        return http.send(request(uri.resolve(path), OPERATOR).build(), HttpResponse.BodyHandlers.ofString());
    }

    private int post(URI uri, String sync, String body, String token) throws Exception {
        HttpRequest request = request(uri.resolve("/hooks/in/" + sync), token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static HttpRequest.Builder request(URI uri, String token) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
    }

    private void write(String name, String secret) throws Exception {
        Path beside = Files.createTempFile(
                folder, name, "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, secret + "\n");
        Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
