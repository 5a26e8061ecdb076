package dev.ghlmcp.watch.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.webhook.WebhookSignature;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// config/syncs/enrichment.yaml in the built program, with the watches that it names: what an application sends is
/// written and does not come back to it; what a person changes does, custom fields by their names.
class EnrichmentIT extends ReadySyncFixture {
    private static final String URL = "https://app.example.com/highlevel";

    @Test
    void whatTheApplicationSentDoesNotComeBackToIt() throws Exception {
        String watch = hurry("{\"fields\":[\"customFields\"]}");
        try (Receiver receiver = new Receiver();
                BuiltProgram server = program("enrichment", URL, receiver.url().toString(), 0)) {
            URI hook = server.address().resolve("/hooks/in/enrichment");
            awaitFirstPoll(watch);
            send(hook, """
                    {"id": 7, "email": "mira@example.com", "first_name": "Mira", "tags": ["whitening"],
                    "fields": {"insurance_provider": "Delta"}, "pipeline": "New patients", "stage": "Consultation booked"}""");
            await().until(() ->
                    sandbox.writes().stream().anyMatch(write -> write.path().equals("/opportunities/upsert")));
            // What comes after it in the log is posted after it.
            String person = create("\"email\":\"person@example.com\"");
            await().until(() -> last(receiver, person) != null);
            String mira = contact(
                            "POST",
                            "/contacts/search",
                            "\"query\":\"mira@example.com\",\"pageLimit\":1,\"locationId\":\""
                                    + SampleAccount.LOCATION_ID + "\"")
                    .at("/contacts/0/id")
                    .asString();
            assertEquals(20, mira.length());
            assertNull(last(receiver, mira), () -> receiver.all().toString());
            contact(
                    "PUT",
                    "/contacts/" + mira,
                    "\"firstName\":\"Mirabel\",\"customFields\":[{\"key\":\"preferred_time\",\"fieldValue\":\"Evening\"}]");
            await().until(() -> last(receiver, mira) != null);
            JsonNode item = last(receiver, mira);
            assertEquals("Mirabel", item.path("contactName").asString());
            assertEquals("[\"whitening\"]", item.path("tags").toString());
            assertEquals(
                    Map.of("Insurance provider", "Delta", "Preferred time", "Evening"),
                    item.path("customFields")
                            .valueStream()
                            .collect(Collectors.toMap(
                                    field -> field.path("name").asString(),
                                    field -> field.path("value").asString())));
            server.terminate();
            server.exitCode();
            assertFalse(server.stderr().contains("mira"), server.stderr());
        }
    }

    private void send(URI hook, String body) throws Exception {
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

    /// What came of a contact last; null if nothing did.
    private static JsonNode last(Receiver receiver, String id) {
        return receiver.all().stream()
                .map(one -> one.json().path("data"))
                .filter(data -> data.path("id").asString().equals(id))
                .reduce((_, later) -> later)
                .map(data -> data.path("item"))
                .orElse(null);
    }
}
