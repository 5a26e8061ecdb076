package dev.ghlmcp.server.hook;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.run.Inbox;
import dev.ghlmcp.sync.run.Inbox.Accepted;
import io.helidon.http.Method;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /hooks/in/{name}`: messages for a sync, each of which has its own authentication. What is answered by 202 is
/// in the store; HighLevel is asked later. A sync without authentication has no hook.
public final class SyncHook {
    private static final String PATH = "/hooks/in/";
    private static final int MAX_BYTES = 1 << 20;
    private static final String MINUTE = "60";

    /// Wrong guesses that are answered late, at once.
    private static final int LATE = 50;

    private final Map<String, Sync> syncs;
    private final Map<String, LongAdder> refused;
    private final Supplier<Inbox> inbox;
    private final InstantSource clock;
    private final Duration late;
    private final HookSecrets secrets = new HookSecrets();
    private final HookGuesses guesses = new HookGuesses(System::nanoTime);
    private final Semaphore answering = new Semaphore(LATE);
    private final AtomicBoolean failing = new AtomicBoolean();

    /// @param syncs of the settings
    /// @param inbox opened when the first message comes
    public SyncHook(List<Sync> syncs, Supplier<Inbox> inbox, InstantSource clock) {
        this(syncs, inbox, clock, Duration.ofSeconds(1));
    }

    /// @param late how much later one is answered that has guessed too often
    SyncHook(List<Sync> syncs, Supplier<Inbox> inbox, InstantSource clock, Duration late) {
        this.syncs = syncs.stream()
                .filter(sync -> sync.auth() != null)
                .collect(Collectors.toUnmodifiableMap(Sync::name, Function.identity()));
        this.refused = this.syncs.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));
        this.inbox = inbox;
        this.clock = clock;
        this.late = late;
        this.syncs.values().forEach(secrets::of);
    }

    /// The path.
    public HttpRoute route() {
        return new HttpRoute(PATH + "{+name}", List.of(Method.POST), Authenticator.ANYBODY, this::take);
    }

    /// How many requests had no good secret, by sync.
    public Map<String, Long> refused() {
        return refused.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, count -> count.getValue().sum()));
    }

    private void take(HttpExchange exchange) throws IOException, InterruptedException {
        String name =
                exchange.request().path().rawPath().substring(PATH.length()).replaceFirst("/$", "");
        Sync sync = syncs.get(name);
        if (sync == null) {
            throw new HttpError(
                    404, "There is no hook of this name: one is the name of a sync of the settings that has `auth`");
        }
        InetAddress address = address(exchange);
        long wait = guesses.wait(name, address);
        if (wait > 0) {
            refused.get(name).increment();
            throw later(wait, "Too many requests from your address were refused here; try again later");
        }
        HookAuthentication authentication = new HookAuthentication(sync.auth(), secrets.of(sync));
        HookHeaders headers = new HookHeaders(exchange.request().headers());
        HookFormat format = HookFormat.of(headers.get("content-type"));
        byte[] body = authentication.early() ? null : body(exchange, name);
        if (!authentication.admits(headers::get, body, clock.millis())) {
            refuse(authentication, name, address);
        }
        guesses.passed(name, address);
        Map<String, String> shown = headers.shown(authentication.credentials());
        List<SyncInput> inputs = format.messages(body == null ? body(exchange, name) : body).stream()
                .map(message -> new SyncInput(message, shown))
                .toList();
        answer(exchange, accepted(sync, inputs, headers.key()));
    }

    private static byte[] body(HttpExchange exchange, String name) throws IOException, InterruptedException {
        return exchange.body().raw(exchange, "the hook " + name, MAX_BYTES);
    }

    private static InetAddress address(HttpExchange exchange) {
        return exchange.request().remotePeer().address() instanceof InetSocketAddress peer
                ? peer.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private void refuse(HookAuthentication authentication, String name, InetAddress address)
            throws InterruptedException {
        refused.get(name).increment();
        if (guesses.failed(name, address)) {
            if (!answering.tryAcquire()) {
                throw later(1, "Too many requests were refused here; try again later");
            }
            try {
                Thread.sleep(late);
            } finally {
                answering.release();
            }
        }
        String challenge = authentication.challenge();
        throw new HttpError(
                401,
                ErrorCodes.INVALID_REQUEST,
                authentication.advice(),
                challenge == null ? Map.of() : Map.of("WWW-Authenticate", challenge));
    }

    private static HttpError later(long seconds, String sentence) {
        return new HttpError(429, ErrorCodes.INVALID_REQUEST, sentence, Map.of("Retry-After", Long.toString(seconds)));
    }

    private List<Accepted> accepted(Sync sync, List<SyncInput> inputs, String key) {
        try {
            List<Accepted> accepted = inbox.get().accept(sync, inputs, key);
            failing.set(false);
            return accepted;
        } catch (StoreException e) {
            if (failing.compareAndSet(false, true)) {
                System.err.println("ghl-mcp: messages for syncs cannot be stored: " + e.getMessage());
            }
            throw new HttpError(
                    429,
                    ErrorCodes.INTERNAL_ERROR,
                    "The messages cannot be stored now; send them again",
                    Map.of("Retry-After", MINUTE));
        }
    }

    private static void answer(HttpExchange exchange, List<Accepted> all) throws IOException {
        long duplicates = all.stream().filter(Accepted::duplicate).count();
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("accepted", all.size() - duplicates)
                .put("duplicates", duplicates);
        ArrayNode ids = answer.putArray("ids");
        all.forEach(one -> ids.add(one.id()));
        exchange.answer(202, Json.MAPPER.writeValueAsBytes(answer));
    }
}
