package dev.ghlmcp.highlevel.http;

import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.highlevel.request.ApiRequest;
import dev.ghlmcp.highlevel.request.SentRequests;
import dev.ghlmcp.network.ConnectionFailed;
import dev.ghlmcp.secret.Secret;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/// One attempt: sends a request and reads the reply or failure.
public final class HttpAttempt implements AutoCloseable {
    /// Requests at once; one credential alone gets half of them. A script may pipe in thousands of calls; HighLevel
    /// allows 100 requests in 10 s anyway.
    static final int MAX_CONCURRENT = 200;

    private final HttpTransport upstream;
    private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(MAX_CONCURRENT);

    public HttpAttempt(Account account, String userAgent) {
        this.upstream = new HttpTransport(account, userAgent);
    }

    /// Opens a first connection, if that takes a handshake, so that the first call has a short one. Nothing is sent.
    public void openEarly() {
        upstream.openEarly();
    }

    /// Sends one request and waits for its answer.
    ///
    /// @param credential the token's name, see [Credentials#id]
    /// @param caller     the principal; callers that share a credential share no connection
    /// @param deadline   of the whole call
    /// @param reader     tells apart what comes back
    /// @param answered   looks at the head of the answer, if one came
    public Reply attempt(
            ApiRequest request,
            Secret token,
            String credential,
            String caller,
            Deadline deadline,
            ReplyReader reader,
            Consumer<RequestLimits.Answered> answered) {
        try {
            if (!limiter.acquire(credential, deadline.left())) {
                return new Failure.Throttled("too many calls are under way, and there may be room", 1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failure.Cancelled();
        }
        HttpTransport.Response response;
        boolean connected = false;
        int status = 0;
        SentRequests sent = SentRequests.current();
        try {
            UpstreamConnection connection = upstream.connect(credential + ' ' + caller);
            connected = true;
            sent.left();
            response = upstream.send(connection, request, token, deadline);
            status = response.status();
        } catch (IOException | RuntimeException e) {
            // Helidon tells of a broken connection by exceptions of many classes.
            return Thread.currentThread().isInterrupted() ? new Failure.Cancelled() : failure(e, connected);
        } finally {
            if (connected) {
                sent.ended(request.method(), status);
            }
            limiter.release(credential);
        }
        answered.accept(new RequestLimits.Answered(
                response.status(),
                name -> response.headers().first(HeaderNames.create(name)).orElse(null)));
        return reader.read(response, request.answer());
    }

    @Override
    public void close() {
        upstream.close();
    }

    private static Failure failure(Exception e, boolean connected) {
        return e instanceof ConnectionFailed failed && failed.lasting()
                ? new Failure.NoWay(failed.getMessage())
                : new Failure.Unreachable(reason(e), connected);
    }

    private static String reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ConnectionFailed failed -> {
                    return failed.getMessage();
                }
                case ConnectException _, NoRouteToHostException _ -> {
                    return "the connection was refused";
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
