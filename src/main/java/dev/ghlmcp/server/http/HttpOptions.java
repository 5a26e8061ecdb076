package dev.ghlmcp.server.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How the server listens.
///
/// @param port           0 takes a free one
/// @param allowedHosts   besides the loopback names: `mcp.example.com` at any port, or `mcp.example.com:8443`
/// @param allowedOrigins besides the loopback ones: `https://app.example.com`
/// @param sse            serve HTTP+SSE of 2024-11-05 at `/sse` and `/messages`
/// @param mostSessions   open at once
/// @param sessionIdle    after which a session without a stream or a request ends
/// @param mostConnections open at once
/// @param readTimeout    for a client to send what it began to send
/// @param certificate    PEM file with the chain; null for no TLS
/// @param key            PEM file with the PKCS#8 key; null for no TLS
public record HttpOptions(
        String host,
        int port,
        List<String> allowedHosts,
        List<String> allowedOrigins,
        boolean sse,
        int mostSessions,
        Duration sessionIdle,
        int mostConnections,
        Duration readTimeout,
        Path certificate,
        Path key) {
    /// Loopback, a free port, no TLS.
    public static HttpOptions defaults() {
        return new HttpOptions(
                "127.0.0.1",
                0,
                List.of(),
                List.of(),
                true,
                10_000,
                Duration.ofMinutes(30),
                4096,
                Duration.ofSeconds(30),
                null,
                null);
    }
}
