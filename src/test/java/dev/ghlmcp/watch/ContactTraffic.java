package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What people do in a sandbox: contacts that come, change and go. It knows the truth, beside which events are put.
public final class ContactTraffic implements AutoCloseable {
    private final URI sandbox;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> there = new LinkedHashMap<>();
    private final Map<String, String> gone = new LinkedHashMap<>();
    private int count;

    /// @param sandbox where it listens
    public ContactTraffic(URI sandbox) {
        this.sandbox = sandbox;
    }

    /// A contact comes.
    ///
    /// @return its id
    public String create() throws IOException, InterruptedException {
        count++;
        JsonNode answer = create("New" + count, SampleAccount.LOCATION_ID, SampleAccount.LOCATION_TOKEN);
        String id = answer.at("/contact/id").asString();
        there.put(id, answer.at("/contact/dateUpdated").asString(""));
        return id;
    }

    /// A contact of this sub-account comes.
    public JsonNode create(String name, String location, String token) throws IOException, InterruptedException {
        return sent(
                "POST",
                "/contacts/",
                "{\"firstName\":\"" + name + "\",\"locationId\":\"" + location + "\",\"email\":\"" + name
                        + "@example.com\"}",
                token);
    }

    /// A contact changes.
    public void change(String id) throws IOException, InterruptedException {
        count++;
        sent("PUT", "/contacts/" + id, "{\"firstName\":\"Other" + count + "\"}", SampleAccount.LOCATION_TOKEN);
    }

    /// A contact goes.
    public void delete(String id) throws IOException, InterruptedException {
        sent("DELETE", "/contacts/" + id, "{}", SampleAccount.LOCATION_TOKEN);
        gone.put(id, there.remove(id));
    }

    /// Contacts that came and are there.
    public List<String> there() {
        return List.copyOf(there.keySet());
    }

    /// Each contact that came must be in the events as new once, no event twice, and the last of each that is still
    /// there must tell of its latest change.
    ///
    /// @param events in their order
    public void assertTold(List<JsonNode> events) throws IOException, InterruptedException {
        Map<String, Integer> news = new LinkedHashMap<>();
        Map<String, Integer> each = new LinkedHashMap<>();
        Map<String, Instant> latest = new LinkedHashMap<>();
        for (JsonNode event : events) {
            String id = event.at("/data/id").asString();
            if (event.at("/data/change").asString().equals("new")) {
                news.merge(id, 1, Integer::sum);
            }
            each.merge(id + " " + event.path("timestamp").asString(), 1, Integer::sum);
            latest.put(id, Instant.parse(event.path("timestamp").asString()));
        }
        Map<String, Integer> came = new LinkedHashMap<>();
        there.keySet().forEach(id -> came.put(id, 1));
        gone.keySet().forEach(id -> came.put(id, 1));
        assertEquals(came, news, "each that came, as new");
        each.values().removeIf(times -> times == 1);
        assertEquals(Map.of(), each, "told twice");
        Map<String, Instant> truth = new LinkedHashMap<>();
        for (String id : there.keySet()) {
            truth.put(
                    id,
                    Instant.parse(sent("GET", "/contacts/" + id, null, SampleAccount.LOCATION_TOKEN)
                            .at("/contact/dateUpdated")
                            .asString()));
        }
        latest.keySet().retainAll(truth.keySet());
        assertEquals(truth, latest, "the latest change of each that is there");
    }

    private JsonNode sent(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox + path))
                .header("Authorization", "Bearer " + token)
                .header("Version", "2021-07-28")
                .header("User-Agent", "ghl-mcp test")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(2, response.statusCode() / 100, response.body());
        return Json.MAPPER.readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
