package dev.ghlmcp.highlevel;

import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.highlevel.http.ConcurrencyLimiter;
import dev.ghlmcp.highlevel.http.UpstreamConnection;
import dev.ghlmcp.operation.Content;
import dev.ghlmcp.operation.TokenClass;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/// One attempt: a request goes out, and what comes back is told apart.
final class Exchange implements AutoCloseable {
    /// Requests at once; one credential alone gets half of them. A script may pipe in thousands of calls; HighLevel
    /// allows
    /// 100 requests in 10 s anyway.
    private static final int MAX_CONCURRENT = 200;

    private static final byte[] EMPTY = {'{', '}'};

    private final Upstream upstream;
    private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(MAX_CONCURRENT);

    Exchange(Account account, String userAgent) {
        this.upstream = new Upstream(account, userAgent);
    }

    /// @param type       the class of the token
    /// @param credential the token's name, see [Credentials#id]
    /// @param deadline   of the whole call
    /// @param answered   looks at the head of the answer, if one came
    Reply attempt(
            Request request,
            Secret token,
            TokenClass type,
            String credential,
            Deadline deadline,
            Consumer<Budgets.Answered> answered) {
        try {
            if (!limiter.acquire(credential, deadline.left())) {
                return new Failure.Throttled("the call's time", 1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failure.Cancelled();
        }
        Upstream.Response response;
        boolean connected = false;
        try {
            UpstreamConnection connection = upstream.connect(credential);
            connected = true;
            response = upstream.send(connection, request, token, deadline);
        } catch (IOException | RuntimeException e) {
            // Helidon tells of a broken connection by exceptions of many classes.
            return Thread.currentThread().isInterrupted()
                    ? new Failure.Cancelled()
                    : new Failure.Unreachable(reason(e), connected);
        } finally {
            limiter.release(credential);
        }
        answered.accept(new Budgets.Answered(
                response.status(),
                name -> response.headers().first(HeaderNames.create(name)).orElse(null)));
        return interpret(response, request.answer(), type);
    }

    @Override
    public void close() {
        upstream.close();
    }

    private static Reply interpret(Upstream.Response response, Content answer, TokenClass token) {
        int status = response.status();
        if (response.body() == null) {
            return new Failure.TooLarge(status, response.most());
        }
        boolean success = status >= 200 && status <= 299;
        if (success && answer != Content.JSON) {
            return new Reply.Media(
                    status,
                    response.headers()
                            .contentType()
                            .map(type -> type.mediaType().text())
                            .orElse(""),
                    response.body());
        }
        if (!success) {
            return failure(status, response.headers(), response.body(), token);
        }
        if (response.body().length == 0) {
            return new Reply.Answer(status, EMPTY);
        }
        // Checked here although it is read again for the result: a read that came broken is worth another attempt.
        return Json.whole(response.body())
                ? new Reply.Answer(status, response.body())
                : new Failure.Unreadable(status, "is not JSON");
    }

    private static Failure failure(int status, ClientResponseHeaders headers, byte[] body, TokenClass token) {
        boolean plain = headers.first(HeaderNames.CONTENT_TYPE)
                .filter(type -> type.startsWith("text/plain"))
                .isPresent();
        Problem problem = Problem.of(status, body, plain);
        return switch (status) {
            case 401 -> new Failure.Unauthorized(problem, token);
            case 403 -> new Failure.Forbidden(problem, token);
            case 404 -> new Failure.NotFound(problem);
            case 429 -> new Failure.RateLimited(problem, retryAfterMs(headers));
            default -> {
                if (status < 400 || status > 499) {
                    yield new Failure.Broken(problem);
                }
                // Without its words a refusal is no use, and a read may ask for them again.
                yield problem.messages().isEmpty() && garbled(headers, body)
                        ? new Failure.Unreadable(status, "is not JSON")
                        : new Failure.Rejected(problem);
            }
        };
    }

    private static boolean garbled(ClientResponseHeaders headers, byte[] body) {
        return body.length > 0
                && headers.first(HeaderNames.CONTENT_TYPE).orElse("").startsWith("application/json")
                && !Json.whole(body);
    }

    /// HighLevel documents no `Retry-After`; its window is `X-RateLimit-Interval-Milliseconds` long, unless the day's
    /// requests are spent as well.
    private static long retryAfterMs(ClientResponseHeaders headers) {
        boolean daySpent = headers.first(HeaderNames.create("X-RateLimit-Daily-Remaining"))
                .filter("0"::equals)
                .isPresent();
        String interval = daySpent ? "X-RateLimit-Daily-Reset" : "X-RateLimit-Interval-Milliseconds";
        return headers.first(HeaderNames.RETRY_AFTER)
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Long.parseLong(seconds) * 1000)
                .or(() -> headers.first(HeaderNames.create(interval))
                        .filter(ms -> ms.matches("\\d{1,9}"))
                        .map(Long::parseLong))
                .orElse(daySpent ? 3_600_000L : 10_000L);
    }

    private static String reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ConnectException _, NoRouteToHostException _ -> {
                    return "the connection was refused";
                }
                case UnknownHostException _ -> {
                    return "its address was not found";
                }
                case ProtocolException broken -> {
                    return "its answer breaks the rules of HTTP (" + broken.getMessage() + ")";
                }
                case SSLException _ -> {
                    return "the secure connection failed";
                }
                case SocketTimeoutException _ -> {
                    return "it did not answer in time";
                }
                default -> {}
            }
        }
        return "the connection broke off";
    }
}
