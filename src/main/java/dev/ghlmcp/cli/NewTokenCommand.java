package dev.ghlmcp.cli;

import dev.ghlmcp.cli.context.CommandContext;
import java.security.SecureRandom;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "new-token",
        mixinStandardHelpOptions = true,
        description = "Print a line for the file that http.tokens-file names: a client's name and a new random token.")
final class NewTokenCommand implements Runnable {
    private static final int BYTES = 32;

    @ParentCommand
    CommandContext root;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Of the client; the key of its account under tenants:.")
    String name;

    @Override
    public void run() {
        if (!name.matches("\\S+")) {
            throw new ParameterException(spec.commandLine(), "NAME must be one word");
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        root.out().println(name + ": " + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
}
