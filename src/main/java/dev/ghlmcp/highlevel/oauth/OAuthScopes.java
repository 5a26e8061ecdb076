package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.List;
import java.util.TreeSet;

/// What an app asks for unless a setting says otherwise.
public final class OAuthScopes {
    /// To mint tokens for an agency's sub-accounts and to list them.
    private static final List<String> AGENCY = List.of("oauth.readonly", "oauth.write");

    private OAuthScopes() {}

    /// What these tools need, and what it takes to reach an agency's sub-accounts.
    public static List<String> of(List<ToolDefinition> tools) {
        TreeSet<String> scopes = new TreeSet<>(AGENCY);
        tools.forEach(tool -> scopes.addAll(tool.scopes()));
        return List.copyOf(scopes);
    }
}
