package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.check.SyncTestRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Run the tests that stand beside a mapping: what `given` becomes is held against `expect`."
                + " HighLevel is not called.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all pass", "1:one does not", "2:the command line or the settings are wrong"})
final class SyncTestCommand implements Callable<Integer> {
    @ParentCommand
    SyncCommand parent;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Of one sync; without it, all.")
    String name;

    @Override
    public Integer call() {
        return CommandContext.exitCode(() -> {
            List<Sync> all = parent.syncs();
            List<Sync> syncs = name == null ? all : List.of(SyncParts.named(all, name));
            // All run, whether one before has failed or not.
            return syncs.stream().map(this::passes).toList().contains(false) ? 1 : 0;
        });
    }

    private boolean passes(Sync sync) {
        int passed = 0;
        for (int i = 0; i < sync.tests().size(); i++) {
            List<String> differences = SyncTestRun.differences(sync, i);
            differences.forEach(each -> parent.out().println(each));
            passed += differences.isEmpty() ? 1 : 0;
        }
        parent.out()
                .println(sync.name() + ": "
                        + (sync.tests().isEmpty()
                                ? "no tests"
                                : passed + " of " + count(sync.tests().size(), "test") + " passed"));
        return passed == sync.tests().size();
    }

    static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
