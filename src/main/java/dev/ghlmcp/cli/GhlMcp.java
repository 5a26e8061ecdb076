package dev.ghlmcp.cli;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.context.Composition;
import dev.ghlmcp.cli.context.GlobalOptions;
import dev.ghlmcp.cli.output.ProgressLine;
import dev.ghlmcp.cli.output.VisibleOutput;
import dev.ghlmcp.highlevel.reply.SecretMask;
import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.text.Nearest;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line. Exit codes: 0 done, 1 the tool or the server failed, 2 the command line is wrong.
@Command(
        name = "ghl-mcp",
        mixinStandardHelpOptions = true,
        versionProvider = GhlMcp.Version.class,
        description = "GoHighLevel (HighLevel) as tools for AI assistants, over the Model Context Protocol.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the tool answered with an error, or the server failed",
            "2:the command line, the settings or the tool's arguments are wrong"
        })
public final class GhlMcp implements Runnable, CommandContext {
    /// Every option that these do not know is an argument of the tool.
    private static final Set<String> TAKING_ARGUMENTS = Set.of("call", "watch");

    private final Composition composition;

    @Mixin
    private GlobalOptions options;

    @Spec
    CommandSpec spec;

    GhlMcp(Composition composition) {
        this.composition = composition;
    }

    @Override
    public GlobalOptions options() {
        return options;
    }

    @Override
    public Composition composition() {
        return composition;
    }

    /// The launcher detects a terminal, because Java cannot.
    @Override
    public PrintStream out() {
        PrintStream out = composition.out();
        return Boolean.getBoolean("ghlmcp.terminal.out") ? VisibleOutput.of(out) : out;
    }

    /// Runs one command line.
    ///
    /// @return the exit code
    public static int run(Composition composition, String... args) {
        GhlMcp root = new GhlMcp(composition);
        PrintStream out = composition.out();
        CommandLine line = Subcommands.addNamed(new CommandLine(root), args)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setExpandAtFiles(false)
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, _) -> {
                    // Help of fifty lines would push the sentence off the screen.
                    e.getCommandLine().getErr().println("ghl-mcp: " + SecretMask.ANY.text(sentence(e)));
                    return 2;
                })
                .setExecutionExceptionHandler((e, _, _) -> {
                    StackTraces.report(System.err, StartFailure.sentence(e), e);
                    return StartFailure.exitCode(e);
                });
        line.setExecutionStrategy(parsed -> {
            String contradiction = root.options.contradiction();
            // To log in, --sandbox means one that another process serves.
            boolean login = parsed.hasSubcommand()
                    && parsed.subcommand().commandSpec().name().equals("auth");
            if (contradiction != null && !login) {
                throw new ParameterException(line, contradiction);
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        if (ProgressLine.wanted()) {
            System.setErr(VisibleOutput.of(System.err));
        }
        line.getSubcommands().forEach((name, command) -> {
            if (TAKING_ARGUMENTS.contains(name)) {
                command.setUnmatchedOptionsArePositionalParams(true);
            }
        });
        int code = line.execute(args);
        out.flush();
        return code;
    }

    private static String sentence(ParameterException e) {
        String says = e instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : e.getMessage();
        String end = says.endsWith("?") || says.endsWith(".") ? " " : ". ";
        return says + end + "`" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help` shows what there is.";
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String word = e.getUnmatched().getFirst();
        CommandLine command = e.getCommandLine();
        Set<String> known = new TreeSet<>(command.getSubcommands().keySet());
        known.addAll(command.getCommandSpec().optionsMap().keySet());
        String nearest = Nearest.to(word, known);
        return "'" + word + "' is nothing that " + command.getCommandSpec().qualifiedName() + " knows"
                + (nearest == null ? "" : "; did you mean " + nearest + "?");
    }

    /// The commands with their options, to be read and not run.
    public static CommandLine commands() {
        return Subcommands.addAll(new CommandLine(new GhlMcp(null)));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /// What `--version` prints.
    static final class Version implements IVersionProvider {
        @Spec
        CommandSpec spec;

        @Override
        public String[] getVersion() {
            GhlMcp root = (GhlMcp) spec.root().userObject();
            return new String[] {root.composition.version()};
        }
    }
}
