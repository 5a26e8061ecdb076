package dev.ghlmcp.sandbox;

import dev.ghlmcp.http.QuietServer;
import dev.ghlmcp.sandbox.accounts.AgencyRoutes;
import dev.ghlmcp.sandbox.accounts.DirectoryRoutes;
import dev.ghlmcp.sandbox.accounts.UserRoutes;
import dev.ghlmcp.sandbox.api.AppliedWrite;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.sandbox.calendars.AppointmentRoutes;
import dev.ghlmcp.sandbox.calendars.BlockedSlotRoutes;
import dev.ghlmcp.sandbox.calendars.CalendarPartRoutes;
import dev.ghlmcp.sandbox.calendars.CalendarRoutes;
import dev.ghlmcp.sandbox.contacts.ContactRoutes;
import dev.ghlmcp.sandbox.content.AssociationRoutes;
import dev.ghlmcp.sandbox.content.BlogRoutes;
import dev.ghlmcp.sandbox.content.InvoiceRoutes;
import dev.ghlmcp.sandbox.conversations.ConversationRoutes;
import dev.ghlmcp.sandbox.http.RequestRouter;
import dev.ghlmcp.sandbox.http.TrafficCounter;
import dev.ghlmcp.sandbox.http.WriteLog;
import dev.ghlmcp.sandbox.index.IndexRoutes;
import dev.ghlmcp.sandbox.oauth.InstallationRoutes;
import dev.ghlmcp.sandbox.oauth.IssuedTokens;
import dev.ghlmcp.sandbox.oauth.OAuthRoutes;
import dev.ghlmcp.sandbox.opportunities.OpportunityRoutes;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.webhook.SandboxWebhooks;
import io.helidon.webserver.WebServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;

/// A HighLevel in memory, over HTTP on the loopback interface, for trying, tests and demos. It answers as the real one
/// does on the wire, quirks included. Every instance starts with the same small dental practice.
public final class Sandbox implements AutoCloseable {
    private final WebServer server;
    private final SandboxStore store;
    private final IssuedTokens tokens;
    private final TrafficCounter traffic;
    private final WriteLog ledger;
    private SandboxWebhooks webhooks;

    private Sandbox(
            WebServer server, SandboxStore store, IssuedTokens tokens, TrafficCounter traffic, WriteLog ledger) {
        this.server = server;
        this.store = store;
        this.tokens = tokens;
        this.traffic = traffic;
        this.ledger = ledger;
    }

    /// Starts listening on 127.0.0.1.
    ///
    /// @throws UncheckedIOException if the port is taken
    public static Sandbox start(SandboxOptions options) {
        SandboxStore store = SandboxStore.seeded(options);
        IssuedTokens tokens = new IssuedTokens(options);
        TrafficCounter traffic = new TrafficCounter(options);
        WriteLog ledger = new WriteLog(store);
        RequestRouter front = new RequestRouter(
                routes(store, tokens), new IndexRoutes(store), new OAuthRoutes(store, tokens), traffic, ledger);
        WebServer server = QuietServer.start(QuietServer.builder(QuietServer.LOOPBACK, options.port(), Level.WARNING)
                .routing(front::routing));
        return new Sandbox(server, store, tokens, traffic, ledger);
    }

    public static List<Route> routes(SandboxStore store, IssuedTokens tokens) {
        return Stream.of(
                        new ContactRoutes(store).routes(),
                        new AppointmentRoutes(store).routes(),
                        new BlockedSlotRoutes(store).routes(),
                        new CalendarPartRoutes(store).routes(),
                        new CalendarRoutes(store).routes(),
                        new OpportunityRoutes(store).routes(),
                        new ConversationRoutes(store).routes(),
                        new UserRoutes(store).routes(),
                        new DirectoryRoutes(store).routes(),
                        new AgencyRoutes(store).routes(),
                        new OAuthRoutes(store, tokens).routes(),
                        new InstallationRoutes(store).routes(),
                        new AssociationRoutes(store).routes(),
                        new BlogRoutes(store).routes(),
                        new InvoiceRoutes(store).routes())
                .flatMap(List::stream)
                .toList();
    }

    /// Where it listens, in place of `https://services.leadconnectorhq.com`.
    public URI uri() {
        return URI.create("http://" + QuietServer.LOOPBACK + ":" + port());
    }

    /// The port it listens on.
    public int port() {
        return server.port();
    }

    /// The most requests that arrived for a sub-account or the agency in any burst interval, refused ones included.
    public int busiest(String owner) {
        return traffic.quota(owner).busiest();
    }

    /// How many requests were answered with each status.
    public Map<Integer, Integer> statuses() {
        return traffic.statuses();
    }

    /// The latest writes that were carried out, in their order; 50,000 at most.
    public List<AppliedWrite> writes() {
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

    /// Sends HighLevel's webhooks to an address from now on, for each change.
    ///
    /// @return the public keys that verify them, of Ed25519 and RSA, as HighLevel publishes its own
    public List<String> sendWebhooks(URI url) {
        webhooks = SandboxWebhooks.begin(store, url);
        return webhooks.keys();
    }

    @Override
    public void close() {
        if (webhooks != null) {
            webhooks.close();
        }
        server.stop();
    }
}
