package dev.ghlmcp.server.auth;

import dev.ghlmcp.network.Network;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/// The authorization server (OAuth 2.1) whose access tokens (JWTs) this server accepts as a resource server.
///
/// @param issuer  must be the token's `iss`, to the letter
/// @param keysUrl where its keys are; null to ask the issuer's metadata
/// @param audience the canonical URL of this server, as clients reach it; must be among the token's `aud`
/// @param scopes  that a token must have, all of them
/// @param claim   the claim that names the principal
/// @param network the way to it
public record AuthorizationServer(
        URI issuer, URI keysUrl, URI audience, List<String> scopes, String claim, Network network) {
    private static final String ROOT = "/mcp";
    private static final Pattern PATH = Pattern.compile("/mcp(/x/[a-z,-]{1,500})?(/readonly)?|/sse|/messages");

    /// @throws IllegalArgumentException with a sentence if it cannot be trusted
    public AuthorizationServer {
        if (!secure(issuer) || (keysUrl != null && !secure(keysUrl))) {
            throw new IllegalArgumentException("The issuer of access tokens and its keys must have https:// addresses:"
                    + " a party that changes the keys in transit can let anybody in");
        }
    }

    /// The URL that clients use for one of this server's paths, which they ask a token for: the audience's with that
    /// path in place of `/mcp`. Null for paths that tokens are not asked for, or if the audience says too little.
    URI resource(String path) {
        String plain = path.replaceAll("/$", "");
        String base = audience.getPath().replaceAll("/$", "");
        if (!PATH.matcher(plain).matches() || !base.endsWith(ROOT)) {
            return null;
        }
        if (plain.equals(ROOT)) {
            return audience;
        }
        String outer = base.substring(0, base.length() - ROOT.length());
        return audience.resolve(outer + (plain.equals("/messages") ? "/sse" : plain));
    }

    /// Whether nobody in transit can change its answers.
    static boolean secure(URI address) {
        return "https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && address.getHost() != null && loopback(address.getHost()));
    }

    private static boolean loopback(String host) {
        try {
            return host.equals("localhost")
                    || (host.matches("[\\d.]+|\\[.*]")
                            && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
