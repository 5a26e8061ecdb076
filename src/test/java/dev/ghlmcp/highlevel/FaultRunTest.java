package dev.ghlmcp.highlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.http.RetryPolicy;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.audit.CallLog;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;

/// Whatever happens to the connection: every call ends in an answer that is right or an error that is true, nothing is
/// written twice, and no token shows.
class FaultRunTest {
    private static final int CALLS = Integer.getInteger("faults.calls", 600);
    private static final long SEED = Long.getLong("faults.seed", 17);
    private static final int THREADS = 8;

    @Test
    void everyAnswerIsRightAndEveryErrorTrue() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream log = new PrintStream(output, true, StandardCharsets.UTF_8);
        StreamHandler logged = new StreamHandler(log, new SimpleFormatter());
        Logger.getLogger("").addHandler(logged);
        Fault.Plan plan = new Fault.Plan(SEED, CALLS);
        try {
            FaultRun run = run(plan, log);
            run.calls().forEach(call -> log.println(call.result().text()));
            logged.flush();
            report(plan, run, secrets(output.toString(StandardCharsets.UTF_8)));
        } finally {
            Logger.getLogger("").removeHandler(logged);
        }
    }

    private static FaultRun run(Fault.Plan plan, PrintStream log) throws Exception {
        // Two contacts may share an address here: a contact that was written twice would be refused and not be seen.
        SandboxOptions options = SandboxOptions.defaults().withLimits(0, 0).withDuplicates(true);
        try (Sandbox sandbox = Sandbox.start(options);
                FaultProxy proxy = new FaultProxy(sandbox.port(), plan);
                Dispatcher spoilt = dispatcher(proxy.uri(), log);
                Dispatcher straight = dispatcher(sandbox.uri(), log)) {
            FaultRun run = new FaultRun(spoilt, straight);
            run.run(SEED, CALLS, THREADS);
            return run;
        }
    }

    private static void report(Fault.Plan plan, FaultRun run, long secrets) {
        Map<String, List<String>> held = run.held();
        Map<String, Integer> errors = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        int right = 0;
        for (FaultRun.Call call : run.calls()) {
            List<String> left = held.getOrDefault(String.valueOf(call.marker()), List.of());
            if (answersRight(call, left)) {
                right++;
            } else if (call.result().error() && isTrue(call, left)) {
                errors.merge(call.result().outcome(), 1, Integer::sum);
            } else {
                wrong.add(call.tool() + " left " + left + " and said "
                        + call.result().text());
            }
        }
        long doubles = held.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .count();
        long writes = run.calls().stream().filter(call -> call.marker() != null).count();
        System.out.printf(
                "Fault run, seed %d: %d calls from %d threads, %d of them writes%n"
                        + "  faults         %s%n  answers right  %d%n  true errors    %s%n"
                        + "  wrong answers %d, double writes %d, leaked secrets %d%n",
                SEED, run.calls().size(), THREADS, writes, plan.met(), right, errors, wrong.size(), doubles, secrets);
        assertEquals(List.of(), wrong.stream().limit(5).toList());
        assertEquals(0, doubles);
        assertEquals(0, secrets);
        assertEquals(CALLS / THREADS * THREADS, run.calls().size());
        assertTrue(right > CALLS * 2 / 3, "a client that gives up at once is no use");
        assertTrue(plan.met().values().stream().allMatch(times -> times.get() > 0), "every fault was met");
    }

    private static boolean answersRight(FaultRun.Call call, List<String> left) {
        return call.marker() == null
                ? FaultRun.said(call.result()).equals(call.wanted())
                : !call.result().error()
                        && left.size() == 1
                        && call.result().text().contains("\"id\":\"" + left.getFirst() + "\"");
    }

    /// An error of a read names a failure; that of a write must not deny what happened.
    private static boolean isTrue(FaultRun.Call call, List<String> left) {
        return call.result().text().toLowerCase(Locale.ROOT).contains("nothing was ")
                ? left.isEmpty()
                : call.marker() != null && (call.doubtful() && left.size() <= 1);
    }

    private static long secrets(String output) {
        return output.lines()
                .filter(line -> line.contains(SampleAccount.LOCATION_TOKEN)
                        || line.contains(SampleAccount.AGENCY_TOKEN)
                        || line.contains("Bearer"))
                .count();
    }

    private static Dispatcher dispatcher(URI uri, PrintStream log) {
        Account account = new Account(
                uri,
                new Secret(SampleAccount.LOCATION_TOKEN),
                new Secret(SampleAccount.AGENCY_TOKEN),
                SampleAccount.LOCATION_ID,
                SampleAccount.COMPANY_ID,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20));
        RetryPolicy resilience = new RetryPolicy(Duration.ofMillis(2), Duration.ofMillis(5));
        return DispatcherFixture.of(new HighLevelClient(account, resilience, "ghl-mcp/test"))
                .limits(new ResultLimits(false, 0))
                .allowingAll()
                .listener(new CallLog(log))
                .open();
    }
}
