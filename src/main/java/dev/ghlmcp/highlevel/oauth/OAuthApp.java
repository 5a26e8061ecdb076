package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.util.List;

/// A HighLevel app as its developer registered it in the marketplace.
///
/// @param clientId   or null; then tokens can be used, not renewed
/// @param secret     of the client, or null
/// @param consent    the page that asks for consent, HighLevel's or a white label's
/// @param redirect   where the consent page sends the code, letter for letter as registered
/// @param scopes     to ask for
/// @param versionId  of a private app, or null
/// @param pkce       send a PKCE challenge, of which HighLevel's documents say nothing
public record OAuthApp(
        String clientId,
        Secret secret,
        URI consent,
        URI redirect,
        List<String> scopes,
        String versionId,
        boolean pkce) {
    /// The app's own id: a client id has a suffix behind it.
    String id() {
        return clientId.split("-", 2)[0];
    }

    /// Whether HighLevel can tell that it is the app who asks.
    public boolean complete() {
        return clientId != null && secret != null;
    }
}
