package dev.ghlmcp.highlevel.oauth;

/// The parts that `auth login` and `auth logout` use.
public record OAuth(OAuthApp app, OAuthClient client, TokenStore store) implements AutoCloseable {
    @Override
    public void close() {
        store.close();
    }
}
