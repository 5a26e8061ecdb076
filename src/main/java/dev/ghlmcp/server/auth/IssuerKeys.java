package dev.ghlmcp.server.auth;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Fetches the issuer's keys. Where they are is asked of the issuer each time, unless it is configured: the issuer may
/// be down when this server starts, and may move them.
record IssuerKeys(AuthorizationServer server, ResourceRetriever http) implements ResourceRetriever {
    private static final int MILLIS = 3_000;
    private static final int MAX = 256 << 10;

    IssuerKeys(AuthorizationServer server) {
        this(server, new DefaultResourceRetriever(MILLIS, MILLIS, MAX));
    }

    @Override
    public Resource retrieveResource(URL ignored) throws IOException {
        URI keys = server.keysUrl() == null ? discovered() : server.keysUrl();
        return http.retrieveResource(keys.toURL());
    }

    private URI discovered() throws IOException {
        IOException last = null;
        for (String path : paths()) {
            try {
                URI metadata = server.issuer().resolve(path);
                return keys(Json.MAPPER.readTree(
                        http.retrieveResource(metadata.toURL()).getContent()));
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
