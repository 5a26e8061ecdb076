package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.context.GlobalOptions;
import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.cli.output.Terminal;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.UserFolders;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `ghl-mcp install`: tries the token, then writes the entry into the client's file.
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = "Put this program into a client's list of MCP servers; the file as it was is kept beside it.",
        footer = {
            "",
            "The token is asked for and kept in a file that only you can read, not in the client's. --location-id,",
            "--company-id, --base-url, --config and --sandbox become part of the entry."
        })
public final class InstallCommand implements Callable<Integer> {
    private static final String LAUNCHER = File.separatorChar == '\\' ? "ghl-mcp.cmd" : "ghl-mcp";
    private static final Set<String> NAMING = Set.of("GHL_LOCATION_ID", "GHL_COMPANY_ID", "GHL_CONFIG");

    @ParentCommand
    CommandContext root;

    @Spec
    CommandSpec spec;

    @Mixin
    ClientOptions target;

    @Option(names = "--token-stdin", description = "Read HighLevel's token from standard input.")
    boolean tokenStdin;

    @Option(
            names = "--tools",
            paramLabel = "WHICH",
            description = "${COMPLETION-CANDIDATES}; without it all, or search if the client takes fewer.")
    ToolFit.Choice tools;

    @Option(names = "--no-check", description = "Do not try the token with one read first.")
    boolean unchecked;

    @Option(
            names = "--in-place",
            description = "Start the program where it is, even in a build's folder, which the next build empties.")
    boolean inPlace;

    @Override
    public Integer call() throws IOException {
        if (tokenStdin && root.options().sandbox()) {
            throw new ParameterException(spec.commandLine(), "The sandbox has its own token: leave out --token-stdin");
        }
        try (PrintStream out = root.out()) {
            if (target.client.servers() == null) {
                target.refuseOptions(spec);
                out.println(target.client.next());
                return 0;
            }
            install(out);
            return 0;
        } catch (InstallException e) {
            System.err.println("ghl-mcp: " + e.getMessage() + ".");
            return 1;
        }
    }

    private void install(PrintStream out) throws IOException, InstallException {
        String home = System.getProperty("ghlmcp.home");
        Path config = root.options().config();
        boolean sandbox = root.options().sandbox();
        if (home == null) {
            throw new InstallException("only an installation can be put into a client: run its bin/ghl-mcp");
        }
        if (config != null && !Files.isReadable(config)) {
            throw new InstallException("There is no file " + config);
        }
        Installation before = target.installation(out);
        before.ready();
        TokenFile tokens = Installation.tokens(target.name(spec));
        Settings file = Settings.load(config, Path.of(home), Map.of(), Map.of());
        boolean own = new AccountOfEntry(root.options(), before, file, System.getenv()).hasToken(tokens.path());
        Console console = target.dryRun || tokenStdin ? null : Terminal.console();
        String token =
                NewToken.given(tokenStdin ? System.in : null, tokens.present() || sandbox || own ? null : console);
        if (token != null && file.text(Setting.TOKEN) != null) {
            throw new InstallException(file.file() + " has a token of its own (ghl.token), which would be used instead"
                    + " of this one, so nothing was changed: take it out there, or give none");
        }
        try (InstallLock _ = target.turn()) {
            install(token, file, console, out);
        }
    }

    private void install(String token, Settings file, Console console, PrintStream out) throws InstallException {
        Path home = Path.of(System.getProperty("ghlmcp.home"));
        boolean sandbox = root.options().sandbox();
        Set<String> given = root.options().account().keySet();
        Installation installation = target.installation(out);
        TokenFile tokens = Installation.tokens(target.name);
        AccountOfEntry account = new AccountOfEntry(root.options(), installation, file, System.getenv());
        boolean own = account.hasToken(tokens.path());
        boolean shared = !sandbox && token == null && !own && tokens.present();
        if (!sandbox) {
            account.complete(shared);
            account.tellUnwritten(token == null, out);
        }
        if (token == null && !target.dryRun && tokens.close()) {
            out.println("Others could read " + tokens.path() + ", which holds the token; now only you can.");
        }
        if (shared) {
            account.refuseAnother(false);
            if (account.unknownLocation() != null) {
                new NewToken(root, tokens.token(), out).tried(!unchecked, null);
            }
        }
        NewToken fresh = token == null ? null : new NewToken(root, token, out);
        if (fresh != null) {
            fresh.tried(!unchecked, console);
        }
        if (fresh != null && tokens.present()) {
            account.refuseAnother(true);
            tokens.tellUsers(token, installation.file().path(), out);
        }
        Path program = inPlace ? home : new ProgramPlace(home, UserFolders.here()).settled(target.dryRun, out);
        if (fresh != null && !target.dryRun) {
            fresh.keep(tokens);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        if (root.options().config() != null) {
            variables.put(
                    "GHL_CONFIG",
                    root.options().config().toAbsolutePath().normalize().toString());
        }
        if (token != null || shared) {
            variables.put(Setting.TOKEN_FILE.variable(), tokens.path().toString());
            if (target.file != null && !target.dryRun) {
                tokens.wrote(installation.file().path());
            }
        }
        root.options().settings().forEach((setting, value) -> variables.put(setting.variable(), value));
        Map<String, String> remembered = account.remembered(variables);
        new ToolFit(installation, this::listed).add(tools, variables);
        Path launcher = program.resolve("bin").resolve(LAUNCHER);
        installation.add(StartCommand.stdio(launcher, sandbox), given, variables, token != null);
        // The command line works on the account of the shared token, else on that of the first entry.
        if (!target.dryRun
                && !sandbox
                && (token != null
                        || shared
                        || (!tokens.present() && account.stored().isEmpty()))) {
            Installation.remember(target.name, remembered);
        }
        if (variables.keySet().stream().noneMatch(NAMING::contains) && !sandbox) {
            out.println("No sub-account is named, so each call must say locationId: run this again with"
                    + " --location-id ID.");
        }
        if (!sandbox && !own && token == null && !shared) {
            out.println("It has no token yet, so calls will say so: run this again in a terminal, or with"
                    + " --token-stdin.");
        }
        String advice = new ShellPath(System.getenv("PATH"), File.separatorChar == '\\').advice(launcher);
        // What a person is to paste stays the last.
        if (advice != null && installation.file().path() != null) {
            out.println(advice);
        }
    }

    private int listed(Map<Setting, String> chosen) {
        GlobalOptions options = root.options().trying(null, null);
        chosen.forEach(options::set);
        return root.composition()
                .tools(root.composition().settings(options))
                .listed()
                .size();
    }
}
