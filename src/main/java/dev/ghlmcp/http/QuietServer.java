package dev.ghlmcp.http;

import dev.ghlmcp.log.LibraryLogs;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.logging.Level;

/// Helidon's HTTP server as it is used here: with HTTP/1.1 and what else it is told, and nothing that it would find by
/// itself in configuration files and on the class path.
public final class QuietServer {
    /// The loopback interface.
    public static final String LOOPBACK = "127.0.0.1";

    private QuietServer() {}

    /// One that speaks HTTP/1.1.
    ///
    /// @param port  0 for any free one
    /// @param least what it still logs
    public static WebServerConfig.Builder builder(String host, int port, Level least) {
        return builder(
                host,
                port,
                least,
                Http1ConnectionSelector.builder().config(Http1Config.create()).build());
    }

    /// One that hands its connections over.
    public static WebServerConfig.Builder builder(
            String host, int port, Level least, ServerConnectionSelector connections) {
        LibraryLogs.quietHelidon(least);
        return WebServer.builder()
                .config(Config.empty())
                .host(host)
                .port(port)
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ZERO)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                .addConnectionSelector(connections)
                .contentEncoding(encoding -> encoding.contentEncodingsDiscoverServices(false))
                .mediaContext(media -> media.mediaSupportsDiscoverServices(false));
    }

    /// Starts it.
    ///
    /// @throws UncheckedIOException if the address cannot be listened on
    public static WebServer start(WebServerConfig.Builder builder) {
        WebServer server = builder.build();
        try {
            server.start();
        } catch (RuntimeException _) {
            // Reported below, as when Helidon only logs it.
        }
        if (!server.isRunning()) {
            WebServerConfig where = server.prototype();
            throw new UncheckedIOException(new BindException(where.host() + ":" + where.port()));
        }
        return server;
    }
}
