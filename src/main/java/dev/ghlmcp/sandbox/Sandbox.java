package dev.ghlmcp.sandbox;

import dev.ghlmcp.sandbox.accounts.Agency;
import dev.ghlmcp.sandbox.accounts.Directory;
import dev.ghlmcp.sandbox.accounts.Users;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.sandbox.api.Write;
import dev.ghlmcp.sandbox.calendars.Appointments;
import dev.ghlmcp.sandbox.calendars.BlockedSlots;
import dev.ghlmcp.sandbox.calendars.CalendarParts;
import dev.ghlmcp.sandbox.calendars.Calendars;
import dev.ghlmcp.sandbox.contacts.Contacts;
import dev.ghlmcp.sandbox.content.Associations;
import dev.ghlmcp.sandbox.content.Blogs;
import dev.ghlmcp.sandbox.content.Invoices;
import dev.ghlmcp.sandbox.conversations.Conversations;
import dev.ghlmcp.sandbox.http.Front;
import dev.ghlmcp.sandbox.http.Ledger;
import dev.ghlmcp.sandbox.http.Traffic;
import dev.ghlmcp.sandbox.oauth.Installations;
import dev.ghlmcp.sandbox.oauth.OAuth;
import dev.ghlmcp.sandbox.oauth.Tokens;
import dev.ghlmcp.sandbox.opportunities.Opportunities;
import dev.ghlmcp.sandbox.store.Store;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// A HighLevel in memory, over HTTP on the loopback interface, for trying, tests and demos. It answers as the real one
/// does on the wire, quirks included. Every instance starts with the same small dental practice.
public final class Sandbox implements AutoCloseable {
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private final WebServer server;
    private final Tokens tokens;
    private final Traffic traffic;
    private final Ledger ledger;

    private Sandbox(WebServer server, Tokens tokens, Traffic traffic, Ledger ledger) {
        this.server = server;
        this.tokens = tokens;
        this.traffic = traffic;
        this.ledger = ledger;
    }

    /// Starts listening on 127.0.0.1.
    public static Sandbox start(SandboxOptions options) {
        if (HELIDON.getLevel() == null) {
            HELIDON.setLevel(Level.WARNING);
        }
        Store store = Store.seeded(options);
        Tokens tokens = new Tokens(options);
        Traffic traffic = new Traffic(options);
        Ledger ledger = new Ledger(store);
        Front front = new Front(routes(store, tokens), new OAuth(store, tokens), traffic, ledger);
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
        return new Sandbox(server, tokens, traffic, ledger);
    }

    public static List<Route> routes(Store store, Tokens tokens) {
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
                        new OAuth(store, tokens).routes(),
                        new Installations(store).routes(),
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

    /// The most requests that arrived for a sub-account or the agency in any ten seconds, refused ones included.
    public int busiest(String owner) {
        return traffic.quota(owner).busiest();
    }

    /// How many requests were answered with each status.
    public Map<Integer, Integer> statuses() {
        return traffic.statuses();
    }

    /// The latest writes that were carried out, in their order; 50,000 at most.
    public List<Write> writes() {
        return ledger.writes();
    }

    /// How many refresh tokens were used up.
    public int refreshes() {
        return tokens.refreshes();
    }

    /// How many access tokens were issued for a sub-account or the agency, by consent, refresh or for the agency.
    public int issued(String owner) {
        return tokens.issued(owner);
    }

    /// Ends all access tokens of the app before their time. Its refresh tokens stay good.
    public void revokeAccessTokens() {
        tokens.revoke();
    }

    /// Makes a sub-account one that has not paid: it gets no new tokens.
    public void pause(String locationId) {
        tokens.pause(locationId);
    }

    @Override
    public void close() {
        server.stop();
    }
}
