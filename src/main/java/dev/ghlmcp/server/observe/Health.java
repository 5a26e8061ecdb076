package dev.ghlmcp.server.observe;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Whether the server is up, and whether it takes more requests: `GET /health/live` and `GET /health/ready`. Both
/// are for anybody, and tell nothing else. Once it drains, everything but these is turned away.
public final class Health implements HttpFeature {
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header CLOSE = HeaderValues.CONNECTION_CLOSE;
    private static final int LOOK_MS = 10;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger posted = new AtomicInteger();
    private volatile boolean draining;

    @Override
    public void setup(HttpRouting.Builder routing) {
        routing.addFilter(this::count);
        routing.route(
                Method.predicate(Method.GET, Method.HEAD),
                PathMatchers.create("/health/live"),
                (_, response) -> answer(response, 200, "up"));
        routing.route(
                Method.predicate(Method.GET, Method.HEAD),
                PathMatchers.create("/health/ready"),
                (_, response) -> answer(response, draining ? 503 : 200, draining ? "stopping" : "ready"));
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

    private void count(FilterChain chain, RoutingRequest request, RoutingResponse response) {
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
                response.header(CLOSE);
                answer(response, 503, "stopping");
            } else {
                chain.proceed();
            }
        } finally {
            posted.addAndGet(post ? -1 : 0);
            running.decrementAndGet();
        }
    }

    private static void answer(ServerResponse response, int status, String word) {
        response.status(status)
                .header(JSON)
                .send(("{\"status\":\"" + word + "\"}").getBytes(StandardCharsets.US_ASCII));
    }

    private static void await(Duration limit, BooleanSupplier busy) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (busy.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MS);
        }
    }
}
