package dev.ghlmcp.sandbox;

import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// A HighLevel in memory, over HTTP on the loopback interface, for trying, tests and demos. It answers as the real one
/// does on the wire, quirks included. Every instance starts with the same small dental practice.
public final class Sandbox implements AutoCloseable {
    /// The private integration token of the sub-account.
    public static final String LOCATION_TOKEN = "pit-sandbox-location";

    /// The private integration token of the agency, which cannot reach the sub-account's data.
    public static final String AGENCY_TOKEN = "pit-sandbox-agency";

    /// The sub-account.
    public static final String LOCATION_ID = "HarborDentalLocation";

    /// The agency that the sub-account belongs to.
    public static final String COMPANY_ID = "TidewaterAgencyCmpny";

    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private final WebServer server;

    private Sandbox(WebServer server) {
        this.server = server;
    }

    /// Starts listening on 127.0.0.1.
    public static Sandbox start(SandboxOptions options) {
        if (HELIDON.getLevel() == null) {
            HELIDON.setLevel(Level.WARNING);
        }
        Store store = Store.seeded(options);
        Front front = new Front(routes(store), new Quota(options));
        WebServer server = WebServer.builder()
                .config(Config.empty())
                .host("127.0.0.1")
                .port(options.port())
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ZERO)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.create())
                        .build())
                .contentEncoding(encoding -> encoding.contentEncodingsDiscoverServices(false))
                .mediaContext(media -> media.mediaSupportsDiscoverServices(false))
                .routing(front::routing)
                .build()
                .start();
        return new Sandbox(server);
    }

    static List<Route> routes(Store store) {
        return Stream.of(
                        new Contacts(store).routes(),
                        new Appointments(store).routes(),
                        new BlockedSlots(store).routes(),
                        new CalendarParts(store).routes(),
                        new Calendars(store).routes(),
                        new Opportunities(store).routes(),
                        new Conversations(store).routes(),
                        new Users(store).routes(),
                        new Directory(store).routes(),
                        new Agency(store).routes(),
                        new Associations(store).routes(),
                        new Blogs(store).routes(),
                        new Invoices(store).routes())
                .flatMap(List::stream)
                .toList();
    }

    /// Where it listens, in place of `https://services.leadconnectorhq.com`.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /// The port it listens on.
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
