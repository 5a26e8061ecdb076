package dev.ghlmcp.sandbox;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sends requests to a sandbox as any HTTP client would. In paths and bodies `LOC` stands for the location.
public record Wire(Sandbox sandbox, HttpClient client) implements AutoCloseable {
    public record Answer(int status, HttpHeaders headers, JsonNode body) {
        String message() {
            return body.path("message").asString();
        }

        /// This field of each item of a list.
        List<String> each(String list, String field) {
            return body.get(list)
                    .valueStream()
                    .map(item -> item.get(field).asString())
                    .toList();
        }

        /// The first word of this field of each item of a list.
        String firsts(String list, String field) {
            return each(list, field).stream()
                    .map(text -> text.replaceFirst(" .*", ""))
                    .collect(Collectors.joining(" "));
        }

        /// The body as text, without what differs from call to call.
        String untraced() {
            return ((ObjectNode) body.deepCopy()).without("traceId").toString();
        }
    }

    /// With a sandbox that has no limits.
    public static Wire start() {
        return start(SandboxOptions.defaults().withLimits(0, 0));
    }

    public static Wire start(SandboxOptions options) {
        return new Wire(Sandbox.start(options), HttpClient.newHttpClient());
    }

    public Answer send(String method, String path, String json) {
        return send("2021-07-28", method, path, json);
    }

    Answer send(String version, String method, String path, String json) {
        return send(SampleAccount.LOCATION_TOKEN, version, method, path, json);
    }

    Answer asAgency(String method, String path, String json) {
        return send(SampleAccount.AGENCY_TOKEN, "2021-07-28", method, path, json);
    }

    public Answer send(String token, String version, String method, String path, String json) {
        return send(authorized(token, version, method, path, json).build());
    }

    /// Sends a form whose member `file` is a file.
    public Answer upload(String version, String path, Map<String, String> form) {
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append("--part\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append(name.equals("file") ? "\"; filename=\"one.csv\"\r\nContent-Type: text/csv" : "\"")
                .append("\r\n\r\n")
                .append(value)
                .append("\r\n"));
        return send(authorized(SampleAccount.LOCATION_TOKEN, version, "POST", path, body + "--part--\r\n")
                .header("Content-Type", "multipart/form-data; boundary=part")
                .build());
    }

    /// For answers that are not JSON.
    HttpRequest.Builder authorized(String method, String path) {
        return authorized(SampleAccount.LOCATION_TOKEN, "2021-07-28", method, path, null);
    }

    private HttpRequest.Builder authorized(String token, String version, String method, String path, String json) {
        return request(method, path, json)
                .header("Authorization", "Bearer " + token)
                .header("Version", version);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    /// Searches with these parts of a body beside the location and a page of a hundred.
    public Answer search(String parts) {
        return send("POST", "/contacts/search", "{'locationId':'LOC','pageLimit':100%s}".formatted(parts));
    }

    /// A contact made from these fields.
    String create(String fields) {
        Answer answer = send("POST", "/contacts/", "{'locationId':'LOC',%s}".formatted(fields));
        return answer.body().path("contact").path("id").stringValue();
    }

    /// @param json with single quotes; null for no body
    HttpRequest.Builder request(String method, String path, String json) {
        String body = json == null ? null : json.replace('\'', '"').replace("LOC", SampleAccount.LOCATION_ID);
        return HttpRequest.newBuilder(sandbox.uri().resolve(path.replace("LOC", SampleAccount.LOCATION_ID)))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), Json.MAPPER.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        sandbox.close();
    }
}
