package dev.ghlmcp.cli;

import dev.ghlmcp.cli.install.InstallException;
import dev.ghlmcp.cli.install.Installation;
import dev.ghlmcp.cli.install.ProgramPlace;
import dev.ghlmcp.cli.install.TokenFile;
import dev.ghlmcp.cli.install.TokenTrial;
import dev.ghlmcp.cli.install.ToolFit;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.TokenText;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.mcp.Dispatcher;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = "Put this program into a client's list of MCP servers; the file as it was is kept beside it.",
        footer = {
            "",
            "The token is asked for and kept in a file that only you can read, not in the client's. --location-id,",
            "--company-id, --base-url, --config and --sandbox become part of the entry."
        })
final class InstallCommand implements Callable<Integer> {
    private static final String LAUNCHER = File.separatorChar == '\\' ? "ghl-mcp.cmd" : "ghl-mcp";
    private static final String TOKEN_FILE = "GHL_TOKEN_FILE";
    private static final Set<String> NAMING = Set.of("GHL_LOCATION_ID", "GHL_COMPANY_ID", "GHL_CONFIG");
    private static final int MAX_TOKEN = 4096;

    @ParentCommand
    GhlMcp root;

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
        String home = System.getProperty("ghlmcp.home");
        Path config = root.options.config();
        if (tokenStdin && root.options.sandbox()) {
            throw new ParameterException(spec.commandLine(), "The sandbox has its own token: leave out --token-stdin");
        }
        try (PrintStream out = root.out()) {
            if (target.client.servers() == null) {
                out.println(target.client.next());
                return 0;
            }
            if (home == null) {
                throw new InstallException("only an installation can be put into a client: run its bin/ghl-mcp");
            }
            if (config != null && !Files.isReadable(config)) {
                throw new InstallException("There is no file " + config);
            }
            Installation installation = target.installation(out);
            installation.ready();
            TokenFile tokens = Installation.tokens(target.name(spec));
            boolean hasToken = tokens.present()
                    || root.options.sandbox()
                    || config != null
                    || !installation.variable("GHL_TOKEN").isEmpty();
            String token = token(hasToken);
            if (!root.options.sandbox()) {
                AccountOfEntry account = new AccountOfEntry(root.options, installation, System.getenv());
                account.complete(token == null && config == null && tokens.present());
                account.tellUnwritten(out);
            }
            String location = location(token);
            if (token != null && !unchecked) {
                out.println(tried(token, location));
            }
            if (token != null && location == null) {
                location = asked();
                root.options.set(Setting.LOCATION_ID, location);
                if (location != null && !unchecked) {
                    out.println(tried(token, location));
                }
            }
            if (token != null && !target.dryRun) {
                tokens.keep(token);
                out.println("The token is in " + tokens.path() + ", which only you can read.");
                if (!token.startsWith("pit-")) {
                    out.println("It does not begin with pit-, as HighLevel's private integration tokens do: if it is"
                            + " another thing, run this again.");
                }
            }
            Map<String, String> variables = new LinkedHashMap<>();
            if (config != null) {
                variables.put("GHL_CONFIG", config.toAbsolutePath().normalize().toString());
            }
            boolean selected = !root.options.sandbox() && tokens.present();
            if (token != null || (selected && installation.variable(TOKEN_FILE).isEmpty())) {
                variables.put(TOKEN_FILE, tokens.path().toString());
            }
            root.options.settings().forEach((setting, value) -> variables.put(setting.variable(), value));
            new ToolFit(installation, this::listed).add(tools, variables);
            Path program = inPlace
                    ? Path.of(home)
                    : new ProgramPlace(Path.of(home), UserFolders.here()).settled(target.dryRun, out);
            installation.add(program.resolve("bin").resolve(LAUNCHER), arguments(), variables, token != null);
            if (!target.dryRun && !root.options.sandbox()) {
                Map<String, String> stored = new LinkedHashMap<>(variables);
                if (selected) {
                    stored.put(TOKEN_FILE, tokens.path().toString());
                }
                Installation.remember(target.name(spec), stored, token != null);
            }
            if (variables.keySet().stream().noneMatch(NAMING::contains) && !root.options.sandbox()) {
                out.println("No sub-account is named, so each call must say locationId: run this again with"
                        + " --location-id ID.");
            }
            if (!hasToken && token == null) {
                out.println("It has no token yet, so calls will say so: run this again in a terminal, or with"
                        + " --token-stdin.");
            }
            return 0;
        } catch (InstallException e) {
            System.err.println("ghl-mcp: " + e.getMessage() + ".");
            return 1;
        }
    }

    /// The sub-account that is known already, or null.
    private String location(String token) {
        String named = root.options.settings().get(Setting.LOCATION_ID);
        return named != null && !named.isEmpty()
                ? named
                : token == null ? null : root.composition.settings(root.options).text(Setting.LOCATION_ID);
    }

    private String tried(String token, String location) throws InstallException {
        GlobalOptions trial = root.options.trying(token, location);
        try (Dispatcher dispatcher = root.composition.dispatcher(
                root.composition.settings(trial), false, UnaryOperator.identity(), _ -> {})) {
            return new TokenTrial(dispatcher).tried(location);
        }
    }

    /// In a terminal, what a person types; else null.
    @SuppressWarnings("SystemConsoleNull")
    private String asked() {
        Console console = System.console();
        if (target.dryRun || tokenStdin || console == null || !console.isTerminal()) {
            return null;
        }
        String typed = console.readLine("Sub-account's location id (Settings > Business Profile; Enter for none): ");
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    private int listed(Map<Setting, String> chosen) {
        GlobalOptions options = root.options.trying(null, null);
        chosen.forEach(options::set);
        return root.composition
                .tools(root.composition.settings(options))
                .listed()
                .size();
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("stdio"));
        if (root.options.sandbox()) {
            arguments.add("--sandbox");
        }
        return arguments;
    }

    /// A new token, or null to leave things as they are. There is no console where input or output is none: the better
    /// one, which is never null, is left out of the runtime.
    @SuppressWarnings("SystemConsoleNull")
    private String token(boolean present) throws IOException, InstallException {
        if (tokenStdin) {
            byte[] input = System.in.readNBytes(MAX_TOKEN);
            return checked(new String(input, StandardCharsets.UTF_8).strip());
        }
        Console console = System.console();
        if (target.dryRun || present || console == null || !console.isTerminal()) {
            return null;
        }
        char[] typed =
                console.readPassword("HighLevel token (Settings > Private Integrations; not shown; Enter for none): ");
        return typed == null || typed.length == 0 ? null : checked(new String(typed).strip());
    }

    private static String checked(String token) throws InstallException {
        if (token.isEmpty()) {
            throw new InstallException("Standard input held no token, so nothing was changed");
        }
        try {
            return TokenText.checked("What was given", token);
        } catch (SettingsException e) {
            throw new InstallException(e.getMessage());
        }
    }
}
