package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.ForwardingRequestLimits;
import dev.ghlmcp.highlevel.limit.LimiterOptions;
import dev.ghlmcp.highlevel.limit.RateLimiters;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.limit.ToolLimits;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.Examples;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.store.sqlite.SqliteStore;
import dev.ghlmcp.watch.service.Watches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// All 55 watches are due at once, more than an interval of the limit has room for, and a person calls meanwhile. What
/// is asserted is how long the limiter lets the person's calls wait, and that polls keep to their share.
class WatchLoadTest {
    private static final int BURST = 30;
    private static final int SHARE = 50;

    /// Not one of those that are watched.
    private static final String PERSONS = "validate_calendar_group_slug";

    private static final Set<String> OWN = Set.of("pageLimit", "limit", "skip", "offset", "sort", "order", "page");

    @TempDir
    Path folder;

    private final Queue<Long> polls = new ConcurrentLinkedQueue<>();
    private final AtomicLong longest = new AtomicLong();

    private final class Waits extends ForwardingRequestLimits {
        private Waits(RequestLimits limits) {
            super(limits);
        }

        @Override
        public Failure.Throttled take(ToolDefinition tool, Quota quota, Deadline deadline) throws InterruptedException {
            long begin = System.nanoTime();
            Failure.Throttled answer = super.take(tool, quota, deadline);
            if (tool.name().equals(PERSONS)) {
                longest.accumulateAndGet((System.nanoTime() - begin) / 1_000_000, Math::max);
            } else {
                polls.add(System.nanoTime());
            }
            return answer;
        }
    }

    @Test
    void fiftyFiveWatchesThatAreDueTogetherKeepNoPersonsCallWaiting() {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
                        .withLimits(BURST, 200_000)
                        .withBurstInterval(Duration.ofMillis(2500)));
                Dispatcher dispatcher = dispatcher(sandbox);
                EventStore store = new SqliteStore(folder.resolve("state.db"), null);
                Watches watches = new Watches(store, dispatcher, InstantSource.system(), SHARE)) {
            // The first answer tells the limiter how many an interval has room for.
            person(dispatcher);
            CallerTools reach = new CallerTools(dispatcher, dispatcher.local(), ToolView.load());
            Examples examples = new Examples();
            for (Trigger trigger : watches.triggers().values()) {
                ObjectNode arguments = examples.of(dispatcher.tool(trigger.operation()));
                arguments.remove(OWN);
                arguments.remove(WatchWindow.filled(trigger.operation()));
                watches.enter(reach, trigger.operation(), arguments, Duration.ofMinutes(1));
            }
            assertEquals(55, store.watches().size());
            watches.begin();
            // A person calls now and then, whatever the polls do just then.
            AtomicInteger calls = new AtomicInteger();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> {
                        person(dispatcher);
                        calls.incrementAndGet();
                        return store.watches().stream().allMatch(WatchRow::primed);
                    });
            assertTrue(calls.get() >= 10, calls + " calls were made meanwhile");
            assertTrue(longest.get() < 2000, "a call waited " + longest.get() + " ms for its turn");
            // What was let go can reach the limiter later: so three fifths of an interval, and those on the way.
            int most = crowd(Duration.ofMillis(1500));
            assertTrue(most <= BURST * SHARE / 100 + 4, most + " polls went in 1.5 s");
        }
    }

    /// The most polls that went within such a time.
    private int crowd(Duration span) {
        List<Long> times = List.copyOf(polls);
        int most = 0;
        for (int first = 0, last = 0; last < times.size(); last++) {
            while (times.get(last) - times.get(first) > span.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static void person(Dispatcher dispatcher) {
        ToolResult result = dispatcher.call(
                dispatcher.local(),
                Confirmer.ABSENT,
                PERSONS,
                Json.MAPPER.createObjectNode().put("slug", "front-desk"));
        assertFalse(result.error(), result::text);
    }

    private Dispatcher dispatcher(Sandbox sandbox) {
        Account account = SandboxAccount.at(sandbox.uri());
        RequestLimits limits = RateLimiters.local(new LimiterOptions(ToolLimits.NONE, Duration.ofSeconds(30), 1));
        return DispatcherFixture.of(new HighLevelClient(account, Access.of(account), new Waits(limits), "ghl-mcp/test"))
                .recordings(folder.resolve("recordings"))
                .open();
    }
}
