package dev.ghlmcp.server.observe;

import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.http.HttpRoute;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Whether the server is up, and whether it takes more requests: `GET /health/live` and `GET /health/ready`. Both
/// are for anybody, and tell nothing else. Once it drains, everything but these is turned away.
public final class Health implements Filter {
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header CLOSE = HeaderValues.CONNECTION_CLOSE;
    private static final int LOOK_MS = 10;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger posted = new AtomicInteger();
    private volatile boolean draining;

    /// Where it is asked for.
    public List<HttpRoute> routes() {
        return List.of(
                new HttpRoute(
                        "/health/live",
                        HttpRoute.READ,
                        Authenticator.ANYBODY,
                        exchange -> exchange.answer(200, body("up"))),
                new HttpRoute(
                        "/health/ready",
                        HttpRoute.READ,
                        Authenticator.ANYBODY,
                        exchange -> exchange.answer(draining ? 503 : 200, body(draining ? "stopping" : "ready"))));
    }

    /// Refuses new requests and waits until the posted ones are answered.
    ///
    /// @param busy whether something is owed besides
    public void drain(Duration limit, BooleanSupplier busy) throws InterruptedException {
        draining = true;
        await(limit, () -> posted.get() > 0 || busy.getAsBoolean());
    }

    /// Waits for the end of all requests, streams included.
    public void awaitStreams(Duration limit) throws InterruptedException {
        await(limit, () -> running.get() > 0);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.path().rawPath().startsWith("/health/")) {
            chain.proceed();
            return;
        }
        boolean post = request.prologue().method().equals(Method.POST);
        // Counted before the look at `draining`: what comes at that moment is either turned away or waited for.
        running.incrementAndGet();
        posted.addAndGet(post ? 1 : 0);
        try {
            if (draining) {
                response.status(503).header(CLOSE).header(JSON).send(body("stopping"));
            } else {
                chain.proceed();
            }
        } finally {
            posted.addAndGet(post ? -1 : 0);
            running.decrementAndGet();
        }
    }

    private static byte[] body(String word) {
        return ("{\"status\":\"" + word + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private static void await(Duration limit, BooleanSupplier busy) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (busy.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MS);
        }
    }
}
