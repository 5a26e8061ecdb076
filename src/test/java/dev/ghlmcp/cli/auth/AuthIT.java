package dev.ghlmcp.cli.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.FreePort;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.network.CompanyProxy;
import dev.ghlmcp.network.PrivateAuthority;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The built program logs in to the sandbox, works with what it got, and logs out. Nothing it prints holds a token.
class AuthIT {
    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final StringBuilder printed = new StringBuilder();
    private Map<String, String> environment;

    private record Run(int exit, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }

        JsonNode json() {
            return lines.stream()
                    .filter(line -> line.startsWith("{") || line.startsWith("["))
                    .map(Json.MAPPER::readTree)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no JSON in " + lines));
        }
    }

    @BeforeEach
    void configure() throws IOException {
        environment = new HashMap<>(Map.of(
                "GHL_BASE_URL",
                sandbox.uri().toString(),
                "GHL_AUTH_CONSENT_URL",
                sandbox.uri() + "/v2/oauth/chooselocation",
                "GHL_AUTH_CLIENT_ID",
                SampleAccount.CLIENT_ID,
                "GHL_AUTH_CLIENT_SECRET",
                SampleAccount.CLIENT_SECRET,
                "GHL_AUTH_REDIRECT_URI",
                "http://127.0.0.1:" + FreePort.find() + "/oauth/callback",
                "GHL_AUTH_STORE",
                folder.resolve("tokens").toString(),
                "GHL_STORE_KEY",
                "key of the test"));
    }

    @AfterEach
    void nothingPrintedHoldsASecret() {
        browser.close();
        sandbox.close();
        for (String secret : List.of("eyJ", SampleAccount.CLIENT_SECRET, "key of the test")) {
            assertFalse(printed.toString().contains(secret), "printed " + secret + " in: " + printed);
        }
    }

    @Test
    void anAgencyLogsInWorksOnItsSubAccountsAndLogsOut() throws Exception {
        Run login = login("");
        assertEquals(0, login.exit(), login.text());
        assertTrue(login.text().contains("Logged in for the agency " + SampleAccount.COMPANY_ID), login.text());
        assertTrue(login.text().contains("Calls can name these sub-accounts, 3 in all"), login.text());
        assertTrue(Files.readString(folder.resolve("tokens")).startsWith("ghl-mcp-tokens 1 aes-256-gcm"));

        Run call = run("call", "search_contacts", "pageLimit=1", "--location-id", SampleAccount.LOCATION_ID);
        assertEquals(0, call.exit(), call.text());
        assertEquals(1, call.json().path("contacts").size());

        Run status = run("auth", "status", "--json");
        List<String> ids = status.json()
                .valueStream()
                .map(token -> token.path("id").asString())
                .toList();
        assertEquals(
                List.of(SampleAccount.COMPANY_ID, SampleAccount.LOCATION_ID),
                ids,
                "the agency, and what was minted from it");
        JsonNode agency = status.json().get(0);
        assertTrue(agency.path("scopes").asString().contains("contacts.readonly"), agency.toString());
        assertTrue(run("auth", "status").text().contains(SampleAccount.LOCATION_ID));

        Run doctor = run("doctor", "--json", "--location-id", SampleAccount.LOCATION_ID);
        assertEquals(0, doctor.exit(), doctor.text());
        for (String word : List.of("can be read and locked", SampleAccount.SECOND_LOCATION_ID, "Harbor Dental")) {
            assertTrue(doctor.json().path("findings").toString().contains(word), doctor.text());
        }

        assertEquals(1, run("auth", "logout", "--resource", "nobody").exit());
        assertEquals(
                0, run("auth", "logout", "--resource", SampleAccount.COMPANY_ID).exit());
        assertTrue(run("auth", "status").text().contains("Nobody is logged in"));
        Run after = run("call", "search_contacts", "pageLimit=1", "--location-id", SampleAccount.LOCATION_ID);
        assertEquals(1, after.exit(), after.text());
    }

    @Test
    void allOfItWorksBehindACompanysProxy() throws Exception {
        String host = "crm.harbor.test";
        try (PrivateAuthority authority = new PrivateAuthority(folder);
                CompanyProxy proxy = new CompanyProxy().host(host, authority.serve(host, sandbox.uri()))) {
            proxy.requires("anna:hunter2");
            environment.put("GHL_BASE_URL", "https://" + host);
            environment.put("HTTPS_PROXY", proxy.address("anna:hunter2"));
            environment.put("SSL_CERT_FILE", authority.certificate().toString());
            Run login = login("");
            assertEquals(0, login.exit(), login.text());
            Run doctor = run("doctor", "--json", "--location-id", SampleAccount.LOCATION_ID);
            assertEquals(0, doctor.exit(), doctor.text());
            for (String word : List.of("(HTTPS_PROXY), with a user name and password", "(SSL_CERT_FILE)")) {
                assertTrue(doctor.text().contains(word), doctor.text());
            }
            environment.put("NO_PROXY", ".harbor.test");
            Run direct = run("auth", "login", "--no-browser", "--timeout", "1");
            assertFalse(direct.text().contains("hunter2"), direct.text());
            Run call = run("call", "search_contacts", "pageLimit=1", "--location-id", SampleAccount.LOCATION_ID);
            assertTrue(call.text().contains("the address of " + host + " was not found"), call.text());
            assertFalse(printed.toString().contains("hunter2"), printed.toString());
        }
    }

    @Test
    void aSubAccountLogsIn() throws Exception {
        Run login = login("&locationId=" + SampleAccount.SECOND_LOCATION_ID);
        assertEquals(0, login.exit(), login.text());
        assertTrue(login.text().contains("GHL_LOCATION_ID=" + SampleAccount.SECOND_LOCATION_ID), login.text());
        assertFalse(login.text().contains("with GHL_STORE_KEY set"), login.text());
        Run call = run("call", "search_contacts", "pageLimit=1", "--location-id", SampleAccount.SECOND_LOCATION_ID);
        assertEquals(0, call.exit(), call.text());
    }

    /// The same folder for all commands, whatever the system's list of users says.
    @Test
    void withoutAKeyItSaysThatTheTokensAreNotEncryptedAndHomeIsTheOneThatIsSet() throws Exception {
        environment.remove("GHL_STORE_KEY");
        environment.remove("GHL_AUTH_STORE");
        environment.put("HOME", folder.toString());
        environment.put("XDG_CONFIG_HOME", "");
        Run login = login("");
        assertEquals(0, login.exit(), login.text());
        assertTrue(login.text().contains("with GHL_STORE_KEY set"), login.text());
        assertTrue(Files.exists(folder.resolve(".config/ghl-mcp/tokens")));
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        String early = run("call", "search_contacts", "--location-id", SampleAccount.LOCATION_ID)
                .text();
        assertTrue(early.contains("Nobody is logged in: run `ghl-mcp auth login`"), early);
        assertTrue(run("auth", "login", "--no-browser", "--timeout", "1").text().contains("Nobody came back"));
        Files.writeString(folder.resolve("tokens"), "not mine");
        assertTrue(run("auth", "login", "--no-browser").text().contains("chmod 600"));
        environment.remove("GHL_AUTH_CLIENT_SECRET");
        Run incomplete = run("auth", "login", "--no-browser");
        assertEquals(2, incomplete.exit());
        assertTrue(incomplete.text().contains("GHL_AUTH_CLIENT_SECRET"), incomplete.text());
        assertEquals(2, run("auth").exit());
    }

    @Test
    void theSandboxIsLoggedInToWithoutABrowser() throws Exception {
        environment.keySet().removeIf(name -> name.startsWith("GHL_AUTH_"));
        environment.put("HOME", folder.toString());
        environment.put("XDG_CONFIG_HOME", "");
        Run login = run("auth", "login", "--sandbox", "--location-id", SampleAccount.SECOND_LOCATION_ID);
        assertEquals(0, login.exit(), login.text());
        assertTrue(login.text().contains("GHL_LOCATION_ID=" + SampleAccount.SECOND_LOCATION_ID), login.text());
        assertEquals(0, run("auth", "login", "--sandbox").exit());
        String both = run("auth", "status", "--sandbox").text();
        assertTrue(both.contains(SampleAccount.SECOND_LOCATION_ID) && both.contains(SampleAccount.COMPANY_ID), both);
        assertTrue(run("auth", "status").text().contains("Nobody is logged in"), "of a real account");

        environment.put(
                "GHL_AUTH_STORE",
                folder.resolve(".config/ghl-mcp/sandbox-tokens").toString());
        environment.put("GHL_AUTH_CLIENT_ID", SampleAccount.CLIENT_ID);
        environment.put("GHL_AUTH_CLIENT_SECRET", SampleAccount.CLIENT_SECRET);
        Run call = run("call", "search_contacts", "pageLimit=1", "--location-id", SampleAccount.SECOND_LOCATION_ID);
        assertEquals(0, call.exit(), call.text());
        Run nowhere = run("auth", "login", "--sandbox", "--location-id", "nobody");
        assertEquals(1, nowhere.exit(), nowhere.text());
        assertTrue(nowhere.text().contains("gave no consent (400)"), nowhere.text());
        assertEquals(0, run("auth", "logout", "--sandbox").exit());
        assertTrue(run("auth", "status", "--sandbox").text().contains("`ghl-mcp auth login --sandbox`"));
    }

    @Test
    void withoutARunningSandboxOneIsLoggedInToThatEnds() throws Exception {
        environment.keySet().removeIf(name -> name.startsWith("GHL_AUTH_") || name.equals("GHL_BASE_URL"));
        environment.put("HOME", folder.toString());
        environment.put("XDG_CONFIG_HOME", "");
        Run login = run("auth", "login", "--sandbox");
        assertEquals(0, login.exit(), login.text());
        assertTrue(login.text().contains("Logged in for the agency " + SampleAccount.COMPANY_ID), login.text());
        assertTrue(login.text().contains("This sandbox ends with the command"), login.text());
        assertTrue(run("auth", "status", "--sandbox").text().contains(SampleAccount.COMPANY_ID));
        environment.put("GHL_BASE_URL", "http://127.0.0.1:" + FreePort.find());
        Run nobody = run("auth", "login", "--sandbox");
        assertEquals(1, nobody.exit(), nobody.text());
        assertTrue(nobody.text().contains("No sandbox answers at http://127.0.0.1:"), nobody.text());
    }

    /// Goes through the consent page as a person's browser does.
    private Run login(String choice) throws Exception {
        Process process = start("auth", "login", "--no-browser");
        List<String> lines = new ArrayList<>();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith("http")) {
                HttpResponse<String> page = browser.send(
                        HttpRequest.newBuilder(URI.create(line + choice)).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(200, page.statusCode(), page.body());
                assertTrue(page.body().contains("You can close this page"), page.body());
            }
        }
        return ended(process, lines);
    }

    private Run run(String... arguments) throws Exception {
        Process process = start(arguments);
        List<String> lines = process.inputReader().lines().toList();
        return ended(process, lines);
    }

    private Run ended(Process process, List<String> lines) throws InterruptedException {
        lines.forEach(line -> printed.append(line).append('\n'));
        return new Run(process.waitFor(), lines);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(BuiltProgram.launcher().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GHL_") || name.equals("JAVA_HOME"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
