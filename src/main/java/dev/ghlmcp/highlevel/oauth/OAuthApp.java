package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;

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
    /// To mint tokens for an agency's sub-accounts and to list them.
    private static final List<String> AGENCY_SCOPES = List.of("oauth.readonly", "oauth.write");

    /// What an app asks for unless a setting says otherwise: what these tools need, and what it takes to reach an
    /// agency's sub-accounts.
    public static List<String> scopesFor(List<ToolDefinition> tools) {
        TreeSet<String> scopes = new TreeSet<>(AGENCY_SCOPES);
        tools.forEach(tool -> scopes.addAll(tool.scopes()));
        return List.copyOf(scopes);
    }

    /// The app's own id: a client id has a suffix behind it.
    String id() {
        return clientId.split("-", 2)[0];
    }

    /// Whether HighLevel can tell that it is the app who asks.
    public boolean complete() {
        return clientId != null && secret != null;
    }
}
