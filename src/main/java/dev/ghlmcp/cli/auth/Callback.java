package dev.ghlmcp.cli.auth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.http.QuietServer;
import dev.ghlmcp.secret.Secret;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;

/// Waits on the loopback interface for the browser to come back from the consent page. Any page may send a browser
/// here: only the state tells the login that is waiting from others, and others leave it waiting.
final class Callback implements AutoCloseable {
    private final byte[] state;
    private final WebServer server;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final CompletableFuture<Secret> code = new CompletableFuture<>();

    /// @param port  0 for any free one
    /// @param state that was sent to the consent page
    Callback(int port, String path, String state) throws CredentialsException {
        this.state = state.getBytes(StandardCharsets.UTF_8);
        try {
            this.server = QuietServer.start(QuietServer.builder(QuietServer.LOOPBACK, port, Level.OFF)
                    .routing(routing -> routing.get(path, this::answer)));
        } catch (UncheckedIOException _) {
            throw new CredentialsException(
                    "Port " + port + " of this machine cannot be listened on, so the consent page "
                            + "could not come back to ghl-mcp. End the program that uses it, or register another "
                            + "auth.redirect-uri.");
        }
    }

    int port() {
        return server.port();
    }

    /// The code, once the browser brings it.
    Secret code(Duration patience) throws CredentialsException, InterruptedException {
        try {
            return code.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new CredentialsException("Nobody came back from the consent page within " + patience.toSeconds()
                    + " s: run `ghl-mcp auth login` again. If the browser showed an error after consent, compare "
                    + "auth.redirect-uri with the app's page in the marketplace.");
        } catch (ExecutionException e) {
            throw new CredentialsException(e.getCause().getMessage());
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /// Without `first`, which needs one of Helidon's extensions, and these are not packed.
    private static String parameter(ServerRequest request, String name) {
        return request.query().contains(name) ? request.query().get(name) : "";
    }

    private void answer(ServerRequest request, ServerResponse response) {
        String given = parameter(request, "state");
        String error = parameter(request, "error");
        String value = parameter(request, "code");
        boolean mine = MessageDigest.isEqual(state, given.getBytes(StandardCharsets.UTF_8));
        if (!mine && (error.isEmpty() || !given.isEmpty())) {
            send(
                    response,
                    400,
                    "Not this login",
                    "This answer belongs to no login that is waiting, so it was ignored.");
        } else if (error.isEmpty() && value.isEmpty()) {
            send(response, 400, "No code", "This answer holds no code, so it was ignored.");
        } else if (!answered.compareAndSet(false, true)) {
            send(response, 409, "Answered before", "This login has had its answer already, so this one was ignored.");
        } else if (!error.isEmpty()) {
            send(response, 200, "Not logged in", "HighLevel reports that consent was not given. Nothing was stored.");
            code.completeExceptionally(new CredentialsException("HighLevel's consent page answered '"
                    + error.replaceAll("[^a-z_]", "").transform(word -> word.substring(0, Math.min(40, word.length())))
                    + "' instead of a code: run `ghl-mcp auth login` again and give consent."));
        } else {
            send(response, 200, "Received", "You can close this page. ghl-mcp says in its terminal how it went on.");
            code.complete(new Secret(value));
        }
    }

    private static void send(ServerResponse response, int status, String title, String text) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.create("Referrer-Policy"), "no-referrer")
                .send("""
                        <!doctype html><html lang="en"><meta charset="utf-8"><title>ghl-mcp</title>
                        <body style="font:1.1rem sans-serif;margin:3rem"><h1>%s</h1><p>%s</p></body></html>
                        """.formatted(title, text).getBytes(StandardCharsets.UTF_8));
    }
}
