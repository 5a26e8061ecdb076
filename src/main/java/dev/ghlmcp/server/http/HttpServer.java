package dev.ghlmcp.server.http;

import dev.ghlmcp.server.auth.Gatekeeper;
import io.helidon.common.configurable.Resource;
import io.helidon.common.tls.Tls;
import io.helidon.config.Config;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/// MCP over HTTP: Streamable HTTP at `/mcp`, and HTTP+SSE for older clients. Stateless eras plug in beside.
public final class HttpServer implements AutoCloseable {
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    /// It tells of a port that is taken with a stack trace; the exception will do.
    private static final Logger START = Logger.getLogger("io.helidon.webserver.LoomServer");

    private static final int LONGEST_HEADERS = 16 << 10;

    /// Longer than clients keep idle connections for reuse, lest they send into one that is just being closed.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

    private final WebServer server;
    private final Sessions sessions;
    private final Deadlines deadlines;
    private final String scheme;
    private final String host;

    private HttpServer(WebServer server, Sessions sessions, Deadlines deadlines, HttpOptions options) {
        this.server = server;
        this.sessions = sessions;
        this.deadlines = deadlines;
        this.scheme = options.certificate() == null ? "http" : "https";
        this.host = options.host();
    }

    /// Starts listening.
    ///
    /// @param sessions those it will open
    /// @param features what is served or done besides: health, metrics, access log; their filters see every request
    /// @throws UncheckedIOException if the address cannot be listened on
    public static HttpServer start(
            HttpOptions options,
            Gatekeeper gatekeeper,
            Endpoints endpoints,
            Sessions sessions,
            List<HttpFeature> features) {
        if (HELIDON.getLevel() == null) {
            HELIDON.setLevel(Level.WARNING);
        }
        START.setLevel(Level.OFF);
        Deadlines deadlines = new Deadlines(options.readTimeout());
        Gate gate = new Gate(gatekeeper);
        Front front = new Front(gate, endpoints, sessions, new Body(deadlines), options.sse());
        AtomicReference<Guard> guard = new AtomicReference<>();
        WebServerConfig.Builder builder = WebServer.builder()
                .config(Config.empty())
                .host(options.host())
                .port(options.port())
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .idleConnectionTimeout(KEEP_ALIVE)
                .idleConnectionPeriod(KEEP_ALIVE.dividedBy(5))
                .maxTcpConnections(options.mostConnections())
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ZERO)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder()
                                .maxHeadersSize(LONGEST_HEADERS)
                                .addReceiveListener(deadlines)
                                .build())
                        .build())
                .contentEncoding(encoding -> encoding.contentEncodingsDiscoverServices(false))
                .mediaContext(media -> media.mediaSupportsDiscoverServices(false))
                .routing(routing -> {
                    routing.addFilter(HttpServer::close);
                    features.forEach(routing::addFeature);
                    guard(routing, guard, new CrossOrigin(gatekeeper.headers()));
                    gate.documents(routing);
                    front.routing(routing);
                });
        if (options.certificate() != null) {
            builder.tls(tls(options));
        }
        WebServer server = builder.build();
        listen(server, options);
        guard.set(new Guard(options, server.port()));
        return new HttpServer(server, sessions, deadlines, options);
    }

    private static void listen(WebServer server, HttpOptions options) {
        try {
            server.start();
        } catch (RuntimeException _) {
            // Told below, as when Helidon only logs it.
        }
        if (!server.isRunning()) {
            throw new UncheckedIOException(new BindException(options.host() + ":" + options.port()));
        }
    }

    /// Helidon 4.5.0 says `Connection: close`, and then waits for the client to do it.
    private static void close(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        chain.proceed();
        if (response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("Announced in the response");
        }
    }

    private static void guard(HttpRouting.Builder routing, AtomicReference<Guard> guard, CrossOrigin crossOrigin) {
        routing.addFilter((chain, request, response) -> {
            try {
                Guard known = guard.get();
                if (known == null) {
                    throw new Refusal(503, "The server is starting");
                }
                known.check(request);
            } catch (Refusal refusal) {
                new Exchange(request, response, null).refuse(refusal, null);
                return;
            }
            if (!crossOrigin.answered(request, response)) {
                chain.proceed();
            }
        });
    }

    private static Tls tls(HttpOptions options) {
        return Tls.builder()
                .privateKey(keys -> keys.pem(pem -> pem.key(Resource.create(options.key()))))
                .privateKeyCertChain(keys -> keys.pem(pem -> pem.certChain(Resource.create(options.certificate()))))
                .build();
    }

    /// The port it listens on.
    public int port() {
        return server.port();
    }

    /// Where Streamable HTTP is served.
    public URI uri() {
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/mcp");
    }

    /// Ends all sessions and stops listening.
    @Override
    public void close() {
        sessions.close();
        server.stop();
        deadlines.close();
    }
}
