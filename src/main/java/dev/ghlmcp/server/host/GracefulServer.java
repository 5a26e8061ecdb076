package dev.ghlmcp.server.host;

import dev.ghlmcp.server.observe.AccessLog;
import dev.ghlmcp.server.observe.Health;
import dev.ghlmcp.server.session.Sessions;
import java.time.Duration;

/// A server that ends in order: turns new requests away, finishes running calls, closes streams, stops.
///
/// @param limit for running calls to finish
public record GracefulServer(
        HttpServer server, Sessions sessions, McpRoutes routes, Health health, AccessLog log, Duration limit)
        implements AutoCloseable {
    private static final Duration STREAMS = Duration.ofSeconds(1);

    @Override
    public void close() {
        try {
            routes.endListening();
            health.drain(limit, sessions::busy);
            sessions.close();
            health.awaitStreams(STREAMS);
        } catch (InterruptedException _) {
            // An interrupt means to stop at once.
            Thread.currentThread().interrupt();
        }
        server.close();
        routes.close();
        log.close();
    }
}
