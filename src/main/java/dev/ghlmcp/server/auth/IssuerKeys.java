package dev.ghlmcp.server.auth;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.ghlmcp.highlevel.http.SingleRequest;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.network.ConnectionFailed;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Fetches the issuer's keys. Where they are is asked of the issuer each time, unless it is configured: the issuer may
/// be down when this server starts, and may move them.
record IssuerKeys(AuthorizationServer server, SingleRequest http) implements ResourceRetriever {
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final int MAX = 256 << 10;
    private static final int MAX_REDIRECTS = 3;

    IssuerKeys(AuthorizationServer server) {
        this(server, new SingleRequest(server.network(), TIME, TIME, "ghl-mcp"));
    }

    @Override
    public Resource retrieveResource(URL ignored) throws IOException {
        URI keys = server.keysUrl() == null ? discovered() : server.keysUrl();
        return new Resource(new String(fetched(keys), StandardCharsets.UTF_8), "application/json");
    }

    private byte[] fetched(URI address) throws IOException {
        URI next = address;
        for (int redirects = 0; redirects <= MAX_REDIRECTS && AuthorizationServer.secure(next); redirects++) {
            SingleRequest.Answer answer = answer(next);
            if (answer.status() == 200 && answer.body() != null) {
                return answer.body();
            }
            String location = answer.headers()
                    .first(HeaderNames.LOCATION)
                    .filter(_ -> answer.status() / 100 == 3)
                    .orElse(null);
            if (location == null) {
                throw new IOException(next.getHost() + " answered " + answer.status());
            }
            next = next.resolve(location);
        }
        throw new IOException(address.getHost() + " leads to where its keys cannot be trusted");
    }

    private SingleRequest.Answer answer(URI address) throws IOException {
        try {
            return http.send(
                    "GET",
                    address,
                    MAX,
                    call -> call.header(HeaderNames.ACCEPT, "application/json").request());
        } catch (ConnectionFailed e) {
            // For the operator: clients are not told what stands between.
            System.err.println("ghl-mcp: the keys of " + server.issuer() + " cannot be fetched: " + e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            // Helidon reports a broken connection by exceptions of many classes.
            throw new IOException("the connection broke off", e);
        }
    }

    private URI discovered() throws IOException {
        IOException last = null;
        for (String path : paths()) {
            try {
                URI metadata = server.issuer().resolve(path);
                return keys(Json.MAPPER.readTree(fetched(metadata)));
            } catch (IOException e) {
                last = e;
            } catch (JacksonException | IllegalArgumentException _) {
                last = new IOException("The metadata of the issuer cannot be used");
            }
        }
        throw last;
    }

    private URI keys(JsonNode metadata) throws IOException {
        URI keys = URI.create(metadata.path("jwks_uri").asString(""));
        if (!metadata.path("issuer").asString("").equals(server.issuer().toString())
                || !AuthorizationServer.secure(keys)) {
            throw new IOException("The metadata is of another issuer, or its keys are not at an https:// address");
        }
        return keys;
    }

    /// In the order of the MCP specification: RFC 8414, then OpenID Connect in both its ways.
    private List<String> paths() {
        String path = server.issuer().getPath().replaceAll("/$", "");
        String oauth = "/.well-known/oauth-authorization-server" + path;
        String openId = "/.well-known/openid-configuration" + path;
        return path.isEmpty()
                ? List.of(oauth, openId)
                : List.of(oauth, openId, path + "/.well-known/openid-configuration");
    }
}
