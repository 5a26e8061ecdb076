package dev.ghlmcp.server.page;

import dev.ghlmcp.catalog.example.ToolExamples;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.bell.HeardBells;
import dev.ghlmcp.watch.delivery.EndpointStatus;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.tool.EventTools;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a person sees at `/`. The page itself is for anybody and holds no data, so that a browser can ask for a token;
/// `/page.json` has the data for those who are let in at `/mcp`, where the page calls tools as any other client does.
public final class FrontPage {
    private static final Header HTML = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    private static final Map<String, String> NO_CACHE =
            Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

    /// In the order in which they are read; `start.js` begins.
    private static final List<String> SCRIPTS = List.of(
            "elements.js",
            "server.js",
            "values.js",
            "ids.js",
            "form.js",
            "table.js",
            "copy.js",
            "history.js",
            "guides.js",
            "tool.js",
            "overview.js",
            "activity.js",
            "syncs.js",
            "start.js");

    private final Authenticator authenticator;
    private final Dispatcher dispatcher;
    private final RecentCalls calls;
    private final Function<Caller, List<Watch>> watches;
    private final Function<Caller, List<EndpointStatus>> posted;
    private final Supplier<HeardBells> bells;
    private final Function<Caller, ArrayNode> syncs;
    private final About about;
    private final byte[] html;
    private final Map<String, String> headers = new HashMap<>(NO_CACHE);

    /// What the server is.
    ///
    /// @param sandbox whether its account is invented
    /// @param sse     whether it serves HTTP+SSE
    public record About(String version, boolean sandbox, boolean sse) {}

    /// @param calls   that it shows; told of all by the dispatcher
    /// @param watches of a caller
    /// @param posted  where events go that a caller may see of
    /// @param bells   that were heard; null before anything was watched
    /// @param syncs   that a caller may see
    public FrontPage(
            Authenticator authenticator,
            Dispatcher dispatcher,
            RecentCalls calls,
            Function<Caller, List<Watch>> watches,
            Function<Caller, List<EndpointStatus>> posted,
            Supplier<HeardBells> bells,
            Function<Caller, ArrayNode> syncs,
            About about) {
        this.authenticator = authenticator;
        this.dispatcher = dispatcher;
        this.calls = calls;
        this.watches = watches;
        this.posted = posted;
        this.bells = bells;
        this.syncs = syncs;
        this.about = about;
        String page = assembled();
        // The page then does not send a request that fails, which the browser's console would show as an error.
        boolean closed = authenticator.authenticates();
        this.html = page.replace("data-door=\"open\"", "data-door=\"" + (closed ? "closed" : "open") + "\"")
                .getBytes(StandardCharsets.UTF_8);
        headers.put("Referrer-Policy", "no-referrer");
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; connect-src 'self'; img-src data:; media-src data:; script-src "
                        + hash(page, "script")
                        + "; style-src " + hash(page, "style") + "; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'; require-trusted-types-for 'script'");
    }

    /// The page, and its data.
    public List<HttpRoute> routes() {
        return List.of(
                new HttpRoute("/", HttpRoute.READ, Authenticator.ANYBODY, this::page),
                new HttpRoute("/page.json", HttpRoute.READ, authenticator, this::data),
                new HttpRoute("/examples.json", HttpRoute.READ, authenticator, FrontPage::examples));
    }

    private void page(HttpExchange exchange) throws IOException {
        headers.forEach(exchange::with);
        exchange.answer(HTML, html);
    }

    private void data(HttpExchange exchange) throws IOException {
        NO_CACHE.forEach(exchange::with);
        exchange.answer(200, Json.MAPPER.writeValueAsBytes(data(exchange.caller())));
    }

    private static void examples(HttpExchange exchange) throws IOException {
        NO_CACHE.forEach(exchange::with);
        exchange.answer(200, Json.MAPPER.writeValueAsBytes(ToolExamples.load().all()));
    }

    private ObjectNode data(Caller caller) {
        Access access = caller.access();
        String location = access.locations().standard();
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.putObject("server")
                .put("version", about.version())
                .put("sandbox", about.sandbox())
                .put("sse", about.sse());
        data.putObject("account")
                .put("principal", caller.principal())
                .put("locationId", location)
                .put("name", location == null ? null : access.locations().name(location));
        data.setAll((ObjectNode) Json.MAPPER.readTree(dispatcher.rateLimits(caller)));
        data.set("calls", calls.of(caller));
        ArrayNode watched = data.putArray("watches");
        ArrayNode endpoints = data.putArray("endpoints");
        try {
            posted.apply(caller).forEach(endpoint -> endpoints.add(endpoint.json()));
            watches.apply(caller).forEach(watch -> watched.add(EventTools.described(watch)));
            data.set("syncs", syncs.apply(caller));
        } catch (StoreException e) {
            data.putArray("syncs");
            data.put("watchesFail", e.getMessage());
        }
        HeardBells heard = bells.get();
        // A tenant is not told what others' webhooks do.
        if (heard != null && heard.latest().get() > 0 && access.equals(dispatcher.access())) {
            data.putObject("webhooks")
                    .put("count", heard.count().sum())
                    .put("latest", heard.latest().get());
        }
        return data;
    }

    /// One file for the browser, of the files beside this class.
    private static String assembled() {
        String script = SCRIPTS.stream().map(FrontPage::resource).collect(Collectors.joining("\n"));
        return resource("front.html")
                .replace("<style>", "<style>\n" + resource("front.css"))
                .replace("<script>", "<script>\n" + script);
    }

    private static String resource(String name) {
        try (InputStream in = FrontPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the browser runs, or applies, and nothing else.
    private static String hash(String page, String element) {
        int start = page.indexOf("<" + element + ">") + element.length() + 2;
        byte[] text =
                page.substring(start, page.indexOf("</" + element + ">", start)).getBytes(StandardCharsets.UTF_8);
        try {
            return "'sha256-"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(text)) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
