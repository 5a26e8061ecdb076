package dev.ghlmcp.cli;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.doctor.DoctorReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Look whether this installation can work: configuration, tokens, toolsets, clock, budget.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:healthy", "1:not healthy; the table says why", "2:the settings are wrong or hold no token"})
final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    CommandContext root;

    @Option(names = "--json", description = "Print the findings as one JSON object.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        DoctorReport report = root.composition()
                .examine(root.installedSettings(), root.options().sandbox());
        if (json) {
            root.out().println(report.json());
        } else {
            root.out().print(report.table());
        }
        return report.healthy() ? 0 : 1;
    }
}
