package dev.ghlmcp.mcp.call;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.log.StackTraces;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Listeners that are told one after the other. What one of them throws reaches neither the call, which is over, nor
/// the next listener: it is noted on standard error, once until that listener works again.
public final class CallListeners implements CallListener {
    private final List<Guarded> all;
    private final PrintStream err;

    private record Guarded(CallListener listener, AtomicBoolean failing) {}

    /// @param err where failures are noted
    public CallListeners(List<CallListener> all, PrintStream err) {
        this.all = all.stream()
                .map(listener -> new Guarded(listener, new AtomicBoolean()))
                .toList();
        this.err = err;
    }

    @Override
    public void started(Caller caller, ToolDefinition tool, ObjectNode arguments, TargetAccount touched) {
        each(one -> one.listener().started(caller, tool, arguments, touched));
    }

    @Override
    public void ended(CompletedCall call) {
        each(one -> {
            one.listener().ended(call);
            one.failing().set(false);
        });
    }

    @Override
    public void close() {
        each(one -> one.listener().close());
    }

    private void each(Consumer<Guarded> action) {
        for (Guarded one : all) {
            try {
                action.accept(one);
            } catch (RuntimeException | Error e) {
                if (one.failing().compareAndSet(false, true)) {
                    String name = one.listener().getClass().getSimpleName();
                    StackTraces.report(
                            err,
                            name + " could not take note of a call (" + StackTraces.summary(e) + "); calls go on",
                            e);
                }
            }
        }
    }
}
