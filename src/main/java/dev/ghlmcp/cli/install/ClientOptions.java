package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.UserFolders;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The options that name an entry in a client's file.
final class ClientOptions {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<String> HARMLESS = Set.of("--dry-run", "--no-check", "--in-place");

    @Parameters(
            paramLabel = "CLIENT",
            converter = ClientApp.Converter.class,
            completionCandidates = ClientApp.Words.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    ClientApp client;

    @Option(
            names = "--file",
            paramLabel = "PATH",
            description = "The client's file, such as a project's .mcp.json, instead of the one in your home folder.")
    Path file;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = Setting.INSTALLED_NAME,
            description = "Of the server in the client (${DEFAULT-VALUE}).")
    String name;

    @Option(names = "--dry-run", description = "Show what would change, and write nothing.")
    boolean dryRun;

    String name(CommandSpec spec) {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new ParameterException(
                    spec.commandLine(), "--name takes up to 64 letters, digits, - and _, got '" + name + "'");
        }
        return name;
    }

    Installation installation(PrintStream out) throws InstallException {
        return new Installation(client, Installation.file(client, file), name, dryRun, out);
    }

    /// Waits until no other command writes the person's files; a dry run writes none.
    InstallLock turn() throws InstallException {
        return dryRun ? null : InstallLock.taken(UserFolders.here(), PATIENCE);
    }

    /// A client that starts no programs has no entry: a token that went nowhere would be missed later.
    void refuseOptions(CommandSpec spec) {
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(option -> !HARMLESS.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            client.title() + " starts no programs, so there is no entry for " + option
                                    + ": give token and account to the `ghl-mcp http` that it reaches");
                });
    }
}
