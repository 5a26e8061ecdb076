package dev.ghlmcp.server.auth;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/// Whose access tokens (JWTs) let people in: OAuth 2.1, of which this server is the resource server.
///
/// @param issuer  must be the token's `iss`, to the letter
/// @param keysUrl where its keys are; null to ask the issuer's metadata
/// @param audience the canonical URL of this server, as clients reach it; must be among the token's `aud`
/// @param scopes  that a token must have, all of them
/// @param claim   the claim that names the principal
public record AuthorizationServer(URI issuer, URI keysUrl, URI audience, List<String> scopes, String claim) {
    /// @throws IllegalArgumentException with a sentence if it cannot be trusted
    public AuthorizationServer {
        if (!secure(issuer) || (keysUrl != null && !secure(keysUrl))) {
            throw new IllegalArgumentException("The issuer of access tokens and its keys must have https:// addresses:"
                    + " whoever can change the keys on their way can let anybody in");
        }
    }

    /// Whether nobody between can change what comes from there.
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
