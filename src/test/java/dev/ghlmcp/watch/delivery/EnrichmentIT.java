package dev.ghlmcp.watch.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.WatchSpec;
import dev.ghlmcp.webhook.WebhookSecret;
import dev.ghlmcp.webhook.WebhookSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// config/syncs/enrichment.yaml in the built program: what an application sends is written and does not come back to
/// it; what a person changes does. A reader of the test's own wants the watch polled each second.
class EnrichmentIT {
    @TempDir
    private Path folder;

    private final WebhookSecret secret = WebhookSecret.random();

    @Test
    void whatTheApplicationSentDoesNotComeBackToIt() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
                Receiver receiver = new Receiver();
                HttpClient http = HttpClient.newHttpClient();
                EventStore store = new SqliteStore(folder.resolve("state.db"), null)) {
            WatchSpec spec = new WatchSpec(
                    sandbox.uri().toString(),
                    "",
                    SampleAccount.LOCATION_ID,
                    null,
                    "search_contacts",
                    Json.MAPPER.createObjectNode());
            store.enter(spec.id(), spec.text(), "test", Duration.ofSeconds(1), System.currentTimeMillis());
            Files.writeString(folder.resolve("application.yaml"), """
                    sync: {files: "%s"}
                    watches:
                      enrichment-contacts:
                        operation: search_contacts
                        post: {url: "%s", secret-env: ENRICHMENT_SECRET}
                    """.formatted(
                            Path.of("config/syncs/enrichment.yaml").toAbsolutePath(), receiver.url()));
            try (BuiltProgram server = program(sandbox)) {
                URI hook = server.address().resolve("/hooks/in/enrichment");
                await().until(() -> store.watch(spec.id()).primed());
                send(http, hook, """
                        {"id": 7, "email": "mira@example.com", "first_name": "Mira", "tags": ["whitening"],
                        "fields": {"insurance_provider": "Delta"}, "pipeline": "New patients", "stage": "Consultation booked"}""");
                await().until(() ->
                        sandbox.writes().stream().anyMatch(write -> write.path().equals("/opportunities/upsert")));
                // What comes after it in the log is posted after it.
                String person = contact(http, sandbox, "POST", "/contacts/", "\"email\":\"person@example.com\",");
                await().until(() -> came(receiver, person));
                String mira = Json.MAPPER
                        .readTree(contact(
                                http,
                                sandbox,
                                "POST",
                                "/contacts/search",
                                "\"query\":\"mira@example.com\",\"pageLimit\":1,"))
                        .at("/contacts/0/id")
                        .asString();
                assertEquals(20, mira.length());
                assertFalse(came(receiver, mira), () -> receiver.all().toString());
                contact(http, sandbox, "PUT", "/contacts/" + mira, "\"firstName\":\"Mirabel\",");
                await().until(() -> came(receiver, mira));
                JsonNode item = receiver.all().getLast().json().at("/data/item");
                assertEquals(
                        "Mirabel",
                        item.path("firstName").asString(item.path("contactName").asString()));
                server.terminate();
                server.exitCode();
                assertFalse(server.stderr().contains("mira"), server.stderr());
            }
        }
    }

    private void send(HttpClient http, URI hook, String body) throws Exception {
        long time = System.currentTimeMillis() / 1000;
        HttpRequest request = HttpRequest.newBuilder(hook)
                .header("Content-Type", "application/json")
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", Long.toString(time))
                .header(
                        "webhook-signature",
                        new WebhookSignature(List.of(secret))
                                .sign("msg_1", time, body.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(202, answer.statusCode(), answer.body());
    }

    private static boolean came(Receiver receiver, String id) {
        return receiver.all().stream()
                .anyMatch(one -> one.json().at("/data/id").asString().equals(id));
    }

    /// @return the id of the contact, or the answer if it has none
    private static String contact(HttpClient http, Sandbox sandbox, String method, String path, String members)
            throws Exception {
        String location = method.equals("PUT")
                ? members.substring(0, members.length() - 1)
                : members + "\"locationId\":\"" + SampleAccount.LOCATION_ID + "\"";
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
                .header("Authorization", "Bearer " + SampleAccount.LOCATION_TOKEN)
                .header("Version", "2021-07-28")
                .header("User-Agent", "ghl-mcp test")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString("{" + location + "}"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return Json.MAPPER.readTree(answer.body()).at("/contact/id").asString(answer.body());
    }

    private BuiltProgram program(Sandbox sandbox) throws Exception {
        return BuiltProgram.start(
                Map.of(
                        "GHL_BASE_URL",
                        sandbox.uri().toString(),
                        "GHL_TOKEN",
                        SampleAccount.LOCATION_TOKEN,
                        "GHL_LOCATION_ID",
                        SampleAccount.LOCATION_ID,
                        "GHL_STORE_FILE",
                        folder.resolve("state.db").toString(),
                        "ENRICHMENT_SECRET",
                        secret.text().value()),
                "--config",
                folder.resolve("application.yaml").toString(),
                "http",
                "--port",
                "0");
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50));
    }
}
