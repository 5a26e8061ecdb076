package dev.ghlmcp.server.observe;

import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.audit.BufferedLog;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.text.Excerpt;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import tools.jackson.databind.node.ObjectNode;

/// Gives every request an id, which the answer has in `X-Request-Id`, and writes one line of JSON about it when it is
/// answered. Never bodies, arguments, queries or tokens. A W3C trace that the client began is passed on to HighLevel.
public final class AccessLog implements Filter, AutoCloseable {
    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
    private static final HeaderName SESSION = HeaderNames.create("Mcp-Session-Id");
    private static final HeaderName PARENT = HeaderNames.create("traceparent");
    private static final HeaderName STATE = HeaderNames.create("tracestate");
    private static final int SHOWN = 8;
    private static final int MAX_PATH = 200;

    private final BufferedLog lines;
    private final IntConsumer answered;

    /// @param lines    where they go; null for none
    /// @param answered is told the status of each answer, after its line
    public AccessLog(BufferedLog lines, IntConsumer answered) {
        this.lines = lines;
        this.answered = answered;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long start = System.nanoTime();
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        response.header(REQUEST_ID, id);
        TraceContext trace = TraceContext.of(
                request.headers().first(PARENT).orElse(null),
                request.headers().first(STATE).orElse(null));
        int failed = 0;
        try {
            if (trace == null) {
                chain.proceed();
            } else {
                ScopedValue.where(TraceContext.CURRENT, trace).run(chain::proceed);
            }
        } catch (HttpException e) {
            failed = e.status().code();
            throw e;
        } finally {
            int status = failed == 0 ? response.status().code() : failed;
            if (lines != null) {
                lines.add(line(id, request, response, status, trace, System.nanoTime() - start));
            }
            answered.accept(status);
        }
    }

    private static String line(
            String id, RoutingRequest request, RoutingResponse response, int status, TraceContext trace, long nanos) {
        String path = request.path().rawPath();
        ObjectNode line = Json.MAPPER
                .createObjectNode()
                .put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("request", id)
                .put("method", Excerpt.of(request.prologue().method().text()))
                .put("path", Excerpt.of(path, MAX_PATH))
                .put("status", status)
                .put("ms", nanos / 1_000_000);
        request.context().get(Caller.class).ifPresent(caller -> line.put("principal", caller.principal()));
        String session = session(request, response);
        if (session != null) {
            // A prefix finds the other lines of the session and cannot be used to join it.
            line.put("session", session.substring(0, Math.min(session.length(), SHOWN)));
        }
        if (trace != null) {
            line.put("trace", trace.id());
        }
        return line.toString();
    }

    private static String session(RoutingRequest request, RoutingResponse response) {
        return request.headers()
                .first(SESSION)
                .or(() -> response.headers().first(SESSION))
                // Its `first` would look for a mapper among extensions, which nobody has.
                .orElseGet(() ->
                        request.query().contains("sessionId") ? request.query().get("sessionId") : null);
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
    }
}
