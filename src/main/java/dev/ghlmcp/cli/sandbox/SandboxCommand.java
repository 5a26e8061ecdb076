package dev.ghlmcp.cli.sandbox;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.context.SandboxSettings;
import dev.ghlmcp.cli.output.WholeNumber;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `ghl-mcp sandbox`, which runs until the process is told to stop.
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Run the in-memory HighLevel by itself, for other programs to try.")
public final class SandboxCommand implements Callable<Integer> {
    @ParentCommand
    CommandContext root;

    @Option(
            names = "--port",
            defaultValue = "0",
            converter = WholeNumber.Port.class,
            description = "Loopback port; 0 takes a free one.")
    int port;

    @Option(
            names = "--search-lag",
            paramLabel = "MS",
            description = "Milliseconds in which searches do not see what is written; 0 unless set.")
    String searchLag;

    @Option(names = "--duplicates", description = "Contacts may share an e-mail address or phone number.")
    boolean duplicates;

    @Option(names = "--trial", description = "The limits of a trial account: 25 requests in 10 s, 10,000 a day.")
    boolean trial;

    @Option(
            names = "--rate-interval",
            paramLabel = "MS",
            description = "Milliseconds that the limit of requests is for; 10000 unless set.")
    String rateInterval;

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            description = "When it starts there, such as 2026-11-28T09:00:00Z; now unless set.")
    String clock;

    @Option(
            names = "--clock-speed",
            paramLabel = "FACTOR",
            description = "How many times faster its time passes, up to 3600; 1 unless set.")
    String clockSpeed;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "Send HighLevel's webhooks there, signed by keys of this sandbox, for each change.")
    URI webhook;

    @Override
    public Integer call() throws InterruptedException {
        if (webhook != null && !("http".equals(webhook.getScheme()) || "https".equals(webhook.getScheme()))) {
            throw new SettingsException(
                    "--webhook must be an address such as http://127.0.0.1:8080/hooks/highlevel, got '" + webhook
                            + "'");
        }
        root.options().set(Setting.SANDBOX_SEARCH_LAG, searchLag);
        root.options().set(Setting.SANDBOX_DUPLICATES, duplicates ? "true" : null);
        root.options().set(Setting.SANDBOX_TRIAL, trial ? "true" : null);
        root.options().set(Setting.SANDBOX_RATE_INTERVAL, rateInterval);
        root.options().set(Setting.SANDBOX_CLOCK, clock);
        root.options().set(Setting.SANDBOX_CLOCK_SPEED, clockSpeed);
        Settings settings = root.settings();
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.options(settings).withPort(port))) {
            root.out()
                    .println("GHL_BASE_URL=" + sandbox.uri()
                            + "\nGHL_TOKEN=" + SampleAccount.LOCATION_TOKEN
                            + "\nGHL_AGENCY_TOKEN=" + SampleAccount.AGENCY_TOKEN
                            + "\nGHL_LOCATION_ID=" + SampleAccount.LOCATION_ID
                            + "\nGHL_COMPANY_ID=" + SampleAccount.COMPANY_ID);
            if (webhook != null) {
                root.out()
                        .println("GHL_HOOKS_HIGHLEVEL=on\nGHL_HOOKS_HIGHLEVEL_KEYS="
                                + String.join(",", sandbox.sendWebhooks(webhook)));
            }
            root.out().flush();
            tellOfOAuth(sandbox.uri());
            new CountDownLatch(1).await();
        } catch (UncheckedIOException _) {
            throw new SettingsException(
                    "Port " + port + " of this machine cannot be listened on. Another program may use"
                            + " it: choose one with --port, 0 for any.");
        }
        return 0;
    }

    /// On standard error: a program that has both a token and an app would use the token.
    private static void tellOfOAuth(URI sandbox) {
        System.err.println("OAuth instead of the two tokens, with a consent page that asks nobody (one for "
                + SampleAccount.COMPANY_ID + ", or with &locationId=ID for a sub-account), and tokens from " + sandbox
                + "/oauth/token; `ghl-mcp auth login --sandbox` needs no browser:");
        new SandboxApp(sandbox, false)
                .settings()
                .forEach((setting, value) -> System.err.println(setting.variable() + "=" + value));
        System.err.println(Setting.AUTH_STORE.variable() + "=" + SandboxApp.store());
    }
}
