package dev.ghlmcp.cli.auth;

import dev.ghlmcp.cli.output.WholeNumber;
import dev.ghlmcp.cli.sandbox.SandboxApp;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.highlevel.oauth.OAuthApp;
import dev.ghlmcp.highlevel.oauth.OAuthClient;
import dev.ghlmcp.highlevel.oauth.StoredToken;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = "Open HighLevel's consent page, receive its code on this machine and store the tokens.",
        footer = {
            "",
            "The app's client id and secret come from GHL_AUTH_CLIENT_ID and GHL_AUTH_CLIENT_SECRET or the settings",
            "file. Its page in the marketplace must list auth.redirect-uri (http://localhost:8976/oauth/callback).",
            "",
            "With --sandbox nothing of that is needed, nor a browser: it logs in to the agency of the sandbox at",
            "GHL_BASE_URL, or to --location-id, and to a sandbox of its own if GHL_BASE_URL is not on this machine."
        })
final class LoginCommand implements Callable<Integer> {
    private static final Duration STORING = Duration.ofSeconds(30);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1");

    @ParentCommand
    AuthCommand auth;

    @Option(names = "--no-browser", description = "Only print the address of the consent page.")
    boolean noBrowser;

    @Option(
            names = "--port",
            converter = WholeNumber.KnownPort.class,
            description = "Loopback port to listen on, where a tunnel or proxy in front of it has the redirect URI.")
    Integer port;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            converter = WholeNumber.Seconds.class,
            description = "How long to wait for consent (${DEFAULT-VALUE}).")
    int timeout;

    @Override
    public Integer call() throws CredentialsException, InterruptedException {
        SandboxApp sandbox = auth.root.options().sandbox() ? auth.useSandbox() : null;
        try (OAuth oauth = auth.oauth()) {
            OAuthApp app = oauth.app();
            if (!app.complete()) {
                System.err.println("ghl-mcp: set GHL_AUTH_CLIENT_ID and GHL_AUTH_CLIENT_SECRET, or auth.client-id and "
                        + "auth.client-secret in the settings file. The app's page in HighLevel's marketplace has "
                        + "both.");
                return 2;
            }
            // Check the store before the person goes through the consent page.
            oauth.store().loadAll();
            StoredToken token = token(oauth, sandbox);
            oauth.store().locked(token.resource().key(), STORING, () -> {
                token.storeIn(oauth.store());
                return null;
            });
            report(oauth.client(), token);
            if (sandbox != null && sandbox.own()) {
                System.err.println("This sandbox ends with the command, so its tokens are good for nothing more."
                        + " `ghl-mcp sandbox` runs one that stays, and prints what to set.");
            }
            return 0;
        }
    }

    private StoredToken token(OAuth oauth, SandboxApp sandbox) throws CredentialsException, InterruptedException {
        String state = random();
        String verifier = oauth.app().pkce() ? random() : null;
        if (sandbox != null) {
            URI consent = oauth.client().consent(state, verifier == null ? null : challenge(verifier));
            return oauth.client()
                    .exchange(
                            sandbox.code(consent, auth.root.options().settings().get(Setting.LOCATION_ID)), verifier);
        }
        URI redirect = oauth.app().redirect();
        try (Callback callback = new Callback(port(redirect), path(redirect), state)) {
            URI consent = oauth.client().consent(state, verifier == null ? null : challenge(verifier));
            System.err.println("Give consent on this page, then come back:\n\n" + consent + "\n");
            if (!noBrowser) {
                open(consent);
            }
            Secret code = callback.code(Duration.ofSeconds(timeout));
            return oauth.client().exchange(code, verifier);
        }
    }

    private void report(OAuthClient client, StoredToken token) {
        PrintStream out = auth.root.out();
        out.println("Logged in for " + token.resource() + ". The token renews itself.");
        if (auth.settings().text(Setting.STORE_KEY) == null) {
            out.println("The tokens are stored as they are, readable by you alone: with GHL_STORE_KEY set to any words,"
                    + " the next login encrypts them.");
        }
        if (token.resource().type() == TokenClass.SUB_ACCOUNT) {
            out.println("To work on it unless a call names another: GHL_LOCATION_ID="
                    + token.resource().id());
        } else {
            out.println("Tools that ask for the agency's id take it from GHL_COMPANY_ID="
                    + token.resource().id());
            try {
                List<OAuthClient.Installed> installed = client.installed(token);
                out.println("Calls can name these sub-accounts, " + installed.size() + " in all:");
                installed.forEach(location -> out.println("  " + location.id() + "  " + location.name()));
            } catch (CredentialsException e) {
                System.err.println("The sub-accounts could not be listed. " + e.getMessage());
            }
        }
        out.flush();
    }

    private int port(URI redirect) throws CredentialsException {
        if (port != null) {
            return port;
        }
        if (!HERE.contains(redirect.getHost()) || !redirect.getScheme().equals("http")) {
            throw new CredentialsException("auth.redirect-uri leads to " + redirect.getHost()
                    + ", not to http://localhost: say with --port where on this machine it ends.");
        }
        return redirect.getPort() < 0 ? 80 : redirect.getPort();
    }

    private static String path(URI redirect) {
        return redirect.getPath().isEmpty() ? "/" : redirect.getPath();
    }

    private static void open(URI page) {
        String system = System.getProperty("os.name");
        List<String> command = system.startsWith("Windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", page.toString())
                : List.of(system.startsWith("Mac") ? "open" : "xdg-open", page.toString());
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            System.err.println("No browser could be opened: open the page yourself.");
        }
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
