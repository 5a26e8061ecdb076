package dev.ghlmcp.server.host;

import dev.ghlmcp.http.QuietServer;
import dev.ghlmcp.server.connection.BodyBudget;
import dev.ghlmcp.server.connection.ClientConnections;
import dev.ghlmcp.server.connection.JsonErrors;
import dev.ghlmcp.server.connection.PrincipalLimit;
import dev.ghlmcp.server.connection.SlowClientGuard;
import dev.ghlmcp.server.http.CrossOrigin;
import dev.ghlmcp.server.http.HostOriginFilter;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.HttpOptions;
import dev.ghlmcp.server.http.HttpOptions.Limits;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.server.http.Listeners;
import dev.ghlmcp.server.http.RequestBody;
import dev.ghlmcp.server.http.RouteHandler;
import io.helidon.common.configurable.Resource;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;

/// Serves routes over HTTP, each with its own authentication.
public final class HttpServer implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration ROOM = Duration.ofSeconds(5);

    private final List<WebServer> servers;
    private final SlowClientGuard deadlines;
    private final String scheme;
    private final String host;

    private HttpServer(List<WebServer> servers, SlowClientGuard deadlines, HttpOptions options) {
        this.servers = servers;
        this.deadlines = deadlines;
        this.scheme = options.certificate() == null ? "http" : "https";
        this.host = options.host().equals(HttpOptions.LOCALHOST) ? QuietServer.LOOPBACK : options.host();
    }

    /// Starts listening.
    ///
    /// @param filters of every request
    /// @throws UncheckedIOException if the address cannot be listened on
    public static HttpServer start(HttpOptions options, List<HttpRoute> routes, List<Filter> filters) {
        Limits limits = options.limits();
        SlowClientGuard deadlines = new SlowClientGuard(limits.readTimeout());
        ClientConnections connections = new ClientConnections(deadlines, limits.connections(), RequestBody.MAX);
        RouteHandler handler = new RouteHandler(
                routes,
                new RequestBody(deadlines, new BodyBudget(limits.bodyBytes(), ROOM)),
                new PrincipalLimit(limits.share()));
        CrossOrigin crossOrigin = new CrossOrigin(routes.stream()
                .flatMap(route -> route.authenticator().headers().stream())
                .distinct()
                .toList());
        AtomicReference<HostOriginFilter> guard = new AtomicReference<>();
        List<WebServer> servers = Listeners.start(
                options,
                (host, port) -> server(options, host, port, connections).routing(routing -> {
                    routing.addFilter(connections::use).addFilter(HttpServer::close);
                    filters.forEach(routing::addFilter);
                    guard(routing, guard, crossOrigin);
                    handler.setup(routing);
                }));
        guard.set(new HostOriginFilter(options, servers.getFirst().port()));
        return new HttpServer(servers, deadlines, options);
    }

    private static WebServerConfig.Builder server(
            HttpOptions options, String host, int port, ClientConnections connections) {
        WebServerConfig.Builder builder = QuietServer.builder(host, port, Level.WARNING, connections)
                .idleConnectionTimeout(ClientConnections.KEEP_ALIVE)
                .idleConnectionPeriod(LOOK)
                .maxTcpConnections(connections.accepted())
                .directHandlers(JsonErrors.handlers());
        return options.certificate() == null ? builder : builder.tls(tls(options));
    }

    /// Helidon 4.5.0 says `Connection: close`, and then waits for the client to do it.
    private static void close(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        chain.proceed();
        if (response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("Announced in the response");
        }
    }

    private static void guard(
            HttpRouting.Builder routing, AtomicReference<HostOriginFilter> guard, CrossOrigin crossOrigin) {
        routing.addFilter((chain, request, response) -> {
            try {
                HostOriginFilter known = guard.get();
                if (known == null) {
                    throw new HttpError(503, "The server is starting");
                }
                known.check(request);
            } catch (HttpError refusal) {
                new HttpExchange(request, response).refuse(refusal, null);
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
        return servers.getFirst().port();
    }

    /// Where Streamable HTTP is served.
    public URI uri() {
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/mcp");
    }

    /// Stops listening.
    @Override
    public void close() {
        servers.forEach(WebServer::stop);
        deadlines.close();
    }
}
