package dev.ghlmcp.highlevel.oauth;

/// What it takes to log in and out.
public record OAuth(OAuthApp app, OAuthClient client, TokenStore store) implements AutoCloseable {
    @Override
    public void close() {
        store.close();
    }
}
