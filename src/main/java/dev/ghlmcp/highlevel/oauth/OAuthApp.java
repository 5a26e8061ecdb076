package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;

/// A HighLevel app as its developer registered it in the marketplace.
///
/// @param clientId   null if tokens can be used but not renewed
/// @param secret     of the client, or null
/// @param consent    the page that asks for consent, HighLevel's or a white label's
/// @param redirect   where the consent page sends the code, letter for letter as registered
/// @param scopes     to ask for
/// @param versionId  of a private app, or null
/// @param pkce       send a PKCE challenge; HighLevel's documents do not mention PKCE
public record OAuthApp(
        String clientId,
        Secret secret,
        URI consent,
        URI redirect,
        List<String> scopes,
        String versionId,
        boolean pkce) {
    /// The scopes for listing an agency's sub-accounts and getting their tokens.
    private static final List<String> AGENCY_SCOPES = List.of("oauth.readonly", "oauth.write");

    /// The default scopes: those that the tools need, and those that reach an agency's sub-accounts.
    public static List<String> scopesFor(List<ToolDefinition> tools) {
        TreeSet<String> scopes = new TreeSet<>(AGENCY_SCOPES);
        tools.forEach(tool -> scopes.addAll(tool.scopes()));
        return List.copyOf(scopes);
    }

    /// The app's own id: the client id without its suffix.
    String id() {
        return clientId.split("-", 2)[0];
    }

    /// Whether the app can authenticate itself to HighLevel.
    public boolean complete() {
        return clientId != null && secret != null;
    }
}
