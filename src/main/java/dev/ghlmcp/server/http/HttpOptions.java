package dev.ghlmcp.server.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How the server listens.
///
/// @param host             an address of this machine, or `localhost` for both loopback addresses
/// @param port             0 takes a free one
/// @param allowedHosts     besides the loopback names: `mcp.example.com` at any port, or `mcp.example.com:8443`
/// @param allowedOrigins   besides the loopback ones: `https://app.example.com`
/// @param sse              serve HTTP+SSE of 2024-11-05 at `/sse` and `/messages`
/// @param sessionsRequired refuse what comes without a session, though it needs none
/// @param certificate      PEM file with the chain; null for no TLS
/// @param key              PEM file with the PKCS#8 key; null for no TLS
public record HttpOptions(
        String host,
        int port,
        List<String> allowedHosts,
        List<String> allowedOrigins,
        boolean sse,
        boolean sessionsRequired,
        Limits limits,
        Path certificate,
        Path key) {
    /// Both loopback addresses.
    public static final String LOCALHOST = "localhost";

    /// What clients may use.
    ///
    /// @param sessions    open at once
    /// @param sessionIdle after which a session without a stream or a request ends
    /// @param connections open at once
    /// @param readTimeout for a client to send what it began to send
    /// @param calls       of one principal that are not answered yet
    /// @param bodyBytes   of all bodies that are being read or worked on
    public record Limits(
            int sessions, Duration sessionIdle, int connections, Duration readTimeout, int calls, long bodyBytes) {
        /// Those that a server has unless it is told otherwise.
        public static Limits defaults() {
            return new Limits(
                    10_000, Duration.ofMinutes(30), 4096, Duration.ofSeconds(30), 100, bodyBytesFor(maxMemory()));
        }

        /// A thirty-second of the memory, because a parsed body of many small values takes far more than its bytes.
        public static long bodyBytesFor(long memory) {
            return Math.max(memory / 32, 2L * RequestBody.MAX);
        }

        private static long maxMemory() {
            return Runtime.getRuntime().maxMemory();
        }

        public int share() {
            return Math.max(1, connections / 2);
        }
    }

    /// Both loopback addresses, a free port, no TLS.
    public static HttpOptions defaults() {
        return new HttpOptions(LOCALHOST, 0, List.of(), List.of(), true, false, Limits.defaults(), null, null);
    }

    /// With other limits.
    HttpOptions with(Limits other) {
        return new HttpOptions(
                host, port, allowedHosts, allowedOrigins, sse, sessionsRequired, other, certificate, key);
    }
}
