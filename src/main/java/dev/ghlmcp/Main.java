package dev.ghlmcp;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.cli.Composition;
import dev.ghlmcp.cli.GhlMcp;
import dev.ghlmcp.cli.GlobalOptions;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.highlevel.Account;
import dev.ghlmcp.highlevel.HighLevel;
import dev.ghlmcp.highlevel.Secret;
import dev.ghlmcp.mcp.CallLog;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.Recordings;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.SandboxOptions;
import dev.ghlmcp.server.StdioTransport;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Composition root: reads the configuration, calls constructors.
public final class Main implements Composition {
    private final OutputStream out;
    private final String version = version("/dev/ghlmcp/version");
    private final ToolList tools = ToolList.load();

    private Main(OutputStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        // First of all: standard output belongs to the protocol, and whatever prints must not reach it.
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        System.setOut(System.err);
        Main main = new Main(out);
        System.exit(main.plainStdio(args) ? main.stdio(args) : GhlMcp.run(main, args));
    }

    /// The form in which clients start the server goes around the command line's parser, which costs 50 ms.
    private boolean plainStdio(String[] args) {
        List<String> words = List.of(args);
        return words.contains("stdio") && List.of("stdio", "--sandbox").containsAll(words);
    }

    private int stdio(String[] args) {
        try {
            stdio(settings(null, Map.of()), List.of(args).contains("--sandbox"));
            return 0;
        } catch (SettingsException e) {
            System.err.println("ghl-mcp: " + e.getMessage());
            return 2;
        }
    }

    @Override
    public void stdio(Settings settings, boolean sandbox) {
        Account account = sandbox ? null : account(settings);
        Generation generation = generation(settings);
        FutureTask<Dispatcher> dispatcher = new FutureTask<>(
                () -> dispatcher(sandbox ? sandboxAccount() : account, generation, recordings(settings)));
        StdioTransport transport = new StdioTransport(System.in, out, tools, () -> built(dispatcher), version);
        Runtime.getRuntime().addShutdownHook(new Thread(transport::cancelAll));
        try {
            transport.run();
        } catch (IOException _) {
            System.err.println("ghl-mcp: the client is gone");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (dispatcher.isDone()) {
            built(dispatcher).close();
        }
    }

    @Override
    public Dispatcher dispatcher(Settings settings, boolean sandbox) {
        return dispatcher(sandbox ? sandboxAccount() : account(settings), generation(settings), recordings(settings));
    }

    private Dispatcher dispatcher(Account account, Generation generation, Recordings recordings) {
        HighLevel highLevel = new HighLevel(account, "ghl-mcp/" + version);
        return new Dispatcher(Catalog.load(generation), tools, highLevel, recordings, new CallLog(System.err));
    }

    @Override
    public Settings settings(GlobalOptions options) {
        return settings(options.config(), options.settings());
    }

    @Override
    public String version() {
        return "ghl-mcp " + version;
    }

    @Override
    public ToolList tools() {
        return tools;
    }

    @Override
    public PrintStream out() {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    private static Settings settings(Path file, Map<Setting, String> flags) {
        String home = System.getProperty("ghlmcp.home");
        return Settings.load(file, home == null ? null : Path.of(home), System.getenv(), flags);
    }

    private static Generation generation(Settings settings) {
        return settings.choice(Setting.API_VERSION, Generation.class);
    }

    private static Recordings recordings(Settings settings) {
        String directory = settings.text(Setting.RECORDINGS_DIR);
        return new Recordings(
                directory == null
                        ? Path.of(System.getProperty("java.io.tmpdir"), "ghl-mcp-" + System.getProperty("user.name"))
                        : Path.of(directory));
    }

    private static Account account(Settings settings) {
        return new Account(
                settings.address(Setting.BASE_URL),
                Secret.of(settings.text(Setting.TOKEN)),
                Secret.of(settings.text(Setting.AGENCY_TOKEN)),
                settings.text(Setting.LOCATION_ID),
                settings.text(Setting.COMPANY_ID),
                settings.millis(Setting.CONNECT_TIMEOUT),
                settings.millis(Setting.READ_TIMEOUT),
                settings.millis(Setting.DEADLINE));
    }

    private static Account sandboxAccount() {
        Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        return new Account(
                sandbox.uri(),
                new Secret(Sandbox.LOCATION_TOKEN),
                new Secret(Sandbox.AGENCY_TOKEN),
                Sandbox.LOCATION_ID,
                Sandbox.COMPANY_ID,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }

    /// Built once, by a thread of its own: a call that is cancelled meanwhile must not leave it half built.
    private static Dispatcher built(FutureTask<Dispatcher> dispatcher) {
        if (!dispatcher.isDone()) {
            Thread.ofPlatform().daemon().start(dispatcher);
        }
        try {
            return dispatcher.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String version(String resource) {
        try (InputStream in = Main.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
