package dev.ghlmcp.mcp;

import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.http.Warmup;
import dev.ghlmcp.highlevel.limit.LimiterOptions;
import dev.ghlmcp.highlevel.limit.RateLimiters;
import dev.ghlmcp.highlevel.limit.ToolLimits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.audit.CallLog;
import dev.ghlmcp.mcp.confirm.Confirmer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// A call against an upstream of this process, so that the first real one finds everything loaded. Nothing leaves the
/// machine, and nobody is told of it.
public final class Rehearsal {
    /// The tool that is called.
    public static final String TOOL = "get_contact";

    /// What ids look like; another never leaves the program.
    private static final String ID = "abcdefghij0123456789";

    private Rehearsal() {}

    /// Its arguments.
    public static ObjectNode arguments() {
        return Json.MAPPER.createObjectNode().put("contactId", ID);
    }

    /// Makes the call by a dispatcher that is like the real one.
    ///
    /// @param call tells whether it went all the way, as a real call does
    static boolean of(Dispatcher real, Predicate<Dispatcher> call) {
        try (Warmup upstream = new Warmup();
                HighLevelClient client = client(upstream.account());
                CallLog log =
                        new CallLog(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))) {
            return call.test(new Dispatcher(real, client, log));
        }
    }

    private static HighLevelClient client(Account account) {
        LimiterOptions limits = new LimiterOptions(ToolLimits.NONE, Duration.ofSeconds(1), 1);
        return new HighLevelClient(account, Access.of(account), RateLimiters.local(limits), "rehearsal");
    }

    /// Whether a call of this dispatcher goes all the way.
    static boolean called(Dispatcher dispatcher) {
        return !dispatcher
                .call(dispatcher.local(), Confirmer.ABSENT, TOOL, arguments())
                .error();
    }
}
