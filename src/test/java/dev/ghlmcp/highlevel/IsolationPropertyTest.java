package dev.ghlmcp.highlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.http.RetryPolicy;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Two tenants with tokens of their own, through an upstream that duplicates, splits, delays and mixes answers: no
/// success is another call's answer.
@Timeout(300)
class IsolationPropertyTest {
    private static final int CALLS = Integer.getInteger("faults.calls", 600);
    private static final long SEED = Long.getLong("faults.seed", 17);
    private static final int THREADS_EACH = 4;
    private static final Catalog CATALOG = Catalog.load();
    private static final List<ToolDefinition> TOOLS =
            List.of(CATALOG.find("get_contact"), CATALOG.find("get_contact"), CATALOG.find("add_contact_tags"));

    private final List<SpoiltAnswer> drawn = SpoiltAnswer.drawn(SEED, CALLS);
    private final Map<SpoiltAnswer, AtomicInteger> met = new ConcurrentHashMap<>();

    /// The newest answer to each tenant.
    private final Map<String, String> newest = new ConcurrentHashMap<>();

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private final AtomicInteger right = new AtomicInteger();

    @Test
    void noSuccessIsAnotherCallsAnswer() throws Exception {
        try (RawUpstream upstream = new RawUpstream((head, nth, out) -> {
                    String tenant = head.contains("pit-acme") ? "acme" : "beta";
                    String json = json(tenant, id(head));
                    newest.put(tenant, json);
                    SpoiltAnswer spoilt = drawn.get(nth % drawn.size());
                    met.computeIfAbsent(spoilt, _ -> new AtomicInteger()).incrementAndGet();
                    String another = newest.getOrDefault(tenant.equals("acme") ? "beta" : "acme", json);
                    return spoilt.write(out, json, another);
                });
                HighLevelClient server = new HighLevelClient(
                        RetryPolicyTest.account(
                                upstream.uri().toString(), Duration.ofSeconds(20), Duration.ofSeconds(5)),
                        new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1)),
                        "ghl-mcp/test")) {
            run(server);
            System.out.printf(
                    "Isolation, seed %d: %d calls of two tenants from %d threads over %d connections, %d requests%n"
                            + "  spoilt        %s%n  answers right %d%n  errors        %s%n  another's     %d%n",
                    SEED,
                    CALLS,
                    2 * THREADS_EACH,
                    upstream.connections(),
                    upstream.heads().size(),
                    new EnumMap<>(met),
                    right.get(),
                    errors,
                    wrong.size());
            assertEquals(List.of(), wrong.stream().limit(5).toList());
            assertTrue(right.get() > CALLS * 2 / 3, "a client that gives up at once is no use");
            assertEquals(SpoiltAnswer.values().length, met.size(), "every fault was met");
            assertEquals(
                    upstream.heads().size(), upstream.connections(), "one that sends too much gets one request each");
        }
    }

    private void run(HighLevelClient server) throws InterruptedException {
        List<Thread> callers = new ArrayList<>();
        for (String tenant : List.of("acme", "beta")) {
            HighLevelClient client = server.as(
                    new Access(
                            new FixedTokens(new Secret("pit-" + tenant), null, tenant),
                            new AccountLocations(tenant),
                            null),
                    tenant);
            for (int i = 0; i < THREADS_EACH; i++) {
                String name = tenant + i;
                Random random = new Random(SEED + i);
                callers.add(Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < CALLS / THREADS_EACH / 2; n++) {
                        call(client, tenant, name + "x" + n, TOOLS.get(random.nextInt(TOOLS.size())));
                    }
                }));
            }
        }
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private void call(HighLevelClient client, String tenant, String id, ToolDefinition tool) {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("contactId", id);
        arguments.putArray("tags").add("vip");
        Reply reply = client.call(tool, tool.endpoint(), arguments);
        if (!(reply instanceof Reply.Answer answer)) {
            synchronized (errors) {
                errors.merge(reply.getClass().getSimpleName(), 1, Integer::sum);
            }
            return;
        }
        JsonNode body = answer.body();
        if (body.equals(Json.MAPPER.readTree(json(tenant, id)))) {
            right.incrementAndGet();
        } else {
            wrong.add(tenant + " asked for " + id + " and got " + body);
        }
    }

    private static String json(String tenant, String id) {
        return "{\"contact\":{\"id\":\"" + id + "\",\"locationId\":\"" + tenant + "\",\"notes\":\""
                + "n".repeat(200 + id.hashCode() % 100) + "\"}}";
    }

    /// The contact's: `/contacts/{id}` or `/contacts/{id}/tags`.
    private static String id(String head) {
        return head.split("[ /?]", -1)[3];
    }
}
