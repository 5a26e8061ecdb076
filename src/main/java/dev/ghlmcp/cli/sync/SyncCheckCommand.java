package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.sync.Sync;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check the syncs of the settings, as `ghl-mcp http` does when it starts: mappings, the tools and"
                + " arguments that they name, consent, what they need of each other, and their tests. HighLevel is not"
                + " called.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is wrong; what watches do not post to a hook that reads it is said",
            "2:something is: a line each on standard error"
        })
final class SyncCheckCommand implements Callable<Integer> {
    @ParentCommand
    SyncCommand parent;

    @Override
    public Integer call() {
        return CommandContext.exitCode(() -> {
            List<Sync> syncs = parent.syncs();
            List<String> problems = parent.problems(syncs);
            problems.forEach(problem -> System.err.println("ghl-mcp: " + problem));
            if (!problems.isEmpty()) {
                return 2;
            }
            syncs.forEach(sync -> parent.out()
                    .println(sync.name() + ": "
                            + SyncTestCommand.count(sync.steps().size(), "step") + ", "
                            + SyncTestCommand.count(sync.tests().size(), "test") + ", nothing is wrong"
                            + (sync.auth() == null
                                    ? "; no auth, so POST /hooks/in/" + sync.name() + " is not there"
                                    : "")));
            parent.notes(syncs).forEach(note -> System.err.println("ghl-mcp: " + note));
            if (syncs.isEmpty()) {
                System.err.println("ghl-mcp: the settings have no `syncs:`, see docs/syncs.md");
            }
            return 0;
        });
    }
}
