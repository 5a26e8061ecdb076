package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.UserFolders;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `ghl-mcp uninstall`: removes the entry and, if asked to, the token that nothing else uses.
@Command(
        name = "uninstall",
        mixinStandardHelpOptions = true,
        description = "Take this program out of a client's list of MCP servers; the file as it was is kept beside it.")
public final class UninstallCommand implements Callable<Integer> {
    @ParentCommand
    CommandContext root;

    @Spec
    CommandSpec spec;

    @Mixin
    ClientOptions target;

    @Option(names = "--forget-token", description = "Remove the token as well, unless another client or file uses it.")
    boolean forgetToken;

    @Override
    public Integer call() {
        TokenFile tokens = Installation.tokens(target.name(spec));
        try (PrintStream out = root.out();
                InstallLock _ = target.turn()) {
            Installation installation = target.installation(out);
            boolean found = installation.remove();
            if (forgetToken && !found && target.file != null) {
                throw new InstallException(installation.file().path() + " has no server " + target.name
                        + ", so the token stays in " + tokens.path()
                        + ": name the file that has it, or leave out --file");
            }
            List<String> users = forgetToken && !target.dryRun ? tokens.users(null) : List.of();
            if (!users.isEmpty()) {
                throw new InstallException("The token stays in " + tokens.path() + ", for " + String.join(", ", users)
                        + " still uses it: uninstall it there first");
            }
            if (forgetToken && !target.dryRun) {
                Installation.forget(target.name(spec));
            }
            if (forgetToken && !target.dryRun && tokens.forget()) {
                out.println("Removed " + tokens.path());
            } else if (tokens.present()) {
                out.println("The token stays in " + tokens.path() + "; --forget-token removes it.");
            }
            String home = System.getProperty("ghlmcp.home");
            if (!target.dryRun && home != null) {
                Optional.ofNullable(new ProgramPlace(Path.of(home), UserFolders.here()).left())
                        .ifPresent(out::println);
            }
            return 0;
        } catch (InstallException e) {
            System.err.println("ghl-mcp: " + e.getMessage() + ".");
            return 1;
        }
    }
}
