package dev.ghlmcp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.app.settings.TenantEntries;
import dev.ghlmcp.config.Section;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.auth.TokenRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the settings to who may come in and to what.
class AuthWiringTest {
    private static final Access OWN = new Access(
            new FixedTokens(new Secret("pit-own"), new Secret("pit-agency"), "location0000000001"),
            new AccountLocations(
                    "location0000000001",
                    Map.of("Main Street", "location0000000001", "Airport", "location0000000002"),
                    null),
            "company");

    @TempDir
    private Path folder;

    @Test
    void tenantsGetAccountsOfTheirOwnOrAPartOfTheServers() throws Exception {
        Path pit = Files.writeString(folder.resolve("pit"), "pit-file\n");
        Files.setPosixFilePermissions(pit, PosixFilePermissions.fromString("rw-------"));
        Map<String, Access> accounts =
                accounts("""
                tenants:
                  anna@example.com: {token-env: ANNA_PIT, location-id: location000000000A}
                  bob: {token-file: %s, agency-token-env: BOB_AGENCY, company-id: bobs, locations: [location000000000B, Airport]}
                  carol: {locations: "Airport"}
                  dave: {location-id: location0000000001, locations: [Airport]}
                """.formatted(pit), Map.of("ANNA_PIT", "pit-anna", "BOB_AGENCY", "pit-bobs-agency"));
        Access anna = accounts.get("anna@example.com");
        assertEquals("pit-anna", token(anna, TokenClass.SUB_ACCOUNT));
        assertFalse(anna.credentials().has(TokenClass.AGENCY), "the server's is not hers");
        assertNull(anna.companyId());
        assertEquals(new AccountLocations("location000000000A"), anna.locations());
        assertEquals("the token in tenants.anna@example.com", named(anna));
        Access bob = accounts.get("bob");
        assertEquals("pit-file", token(bob, TokenClass.SUB_ACCOUNT));
        assertEquals("pit-bobs-agency", token(bob, TokenClass.AGENCY));
        assertEquals("bobs", bob.companyId());
        assertEquals(
                Set.of("location000000000B", "location0000000002"),
                bob.locations().allowed());
        assertNull(bob.locations().standard());
        Access carol = accounts.get("carol");
        assertSame(OWN.credentials(), carol.credentials());
        assertEquals(
                new AccountLocations(
                        "location0000000002", Map.of("Airport", "location0000000002"), Set.of("location0000000002")),
                carol.locations());
        Access dave = accounts.get("dave");
        assertEquals("location0000000001", dave.locations().standard());
        assertEquals(
                Set.of("location0000000001", "location0000000002"),
                dave.locations().allowed());
        assertFalse(accounts.toString().contains("pit-"), "tokens show themselves to nobody");
    }

    @Test
    void whatCannotBeUsedIsSaidWithItsKeyAndWithoutSecrets() throws IOException {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("tenants: {acme: {tokn: x}}", "tenants.acme.tokn is not known");
        wrong.put("tenants: {acme: location0000000001}", "tenants.acme is not known");
        wrong.put("tenants: {acme: {company-id: c}}", "tenants.acme must have a token");
        wrong.put("tenants: {acme: {token-env: NONE}}", "the variable NONE, which is not set");
        wrong.put("tenants: {acme: {token: pit-secret, token-env: NONE}}", "must have one of token, token-env");
        wrong.put("tenants: {acme: {token-file: /nowhere}}", "no file /nowhere");
        wrong.put("tenants: {acme: {locations: Airprt}}", "did you mean Airport");
        wrong.put("tenants: {acme: {token: pit-secret}}", "nobody is asked");
        wrong.put("http: {tokens: ['acme: pit-secret']}", "line 1");
        wrong.put("http: {oauth-issuer: 'https://login.example.com'}", "http.oauth-audience must be");
        wrong.put(
                "http: {oauth-issuer: 'http://login.example.com', oauth-audience: 'https://mcp.example.com/mcp'}",
                "https://");
        for (Map.Entry<String, String> entry : wrong.entrySet()) {
            Settings settings = settings(entry.getKey(), "rw-------");
            String message = assertThrows(
                            SettingsException.class,
                            () -> new AuthWiring(settings, Map.of()).gatekeeper(OWN),
                            entry.getKey())
                    .getMessage();
            assertTrue(message.contains(entry.getValue()), message);
            assertFalse(message.contains("pit-secret"), message);
        }
    }

    @Test
    void aFileWithTokensMustBeTheOwnersAlone() throws IOException {
        String token = "acme: acme-token-0123456789abcdef";
        for (String yaml : new String[] {
            "http: {tokens: ['" + token + "']}", "tenants: {acme: {token: x}}", "tenants: {acme: {agency-token: x}}"
        }) {
            String message = assertThrows(SettingsException.class, () -> settings(yaml, "rw-r-----"))
                    .getMessage();
            assertTrue(message.contains("chmod 600"), message);
        }
        settings("tenants: {acme: {token-env: X, location-id: y}}", "rw-r--r--");
        Path tokens = Files.writeString(folder.resolve("tokens"), token);
        Settings settings = settings("http: {tokens-file: " + tokens + "}", "rw-r--r--");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw----r--"));
        assertThrows(SettingsException.class, () -> new AuthWiring(settings, Map.of()).gatekeeper(OWN));
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
        assertEquals(Set.of("acme"), admitted(settings));
    }

    @Test
    void anyTenantMakesAnEntryNeededUnlessTheSettingSaysOtherwise() throws IOException {
        String tokens =
                "http: {tokens: ['acme: acme-token-0123456789abcdef', 'amce: amce-token-0123456789abcdef']%s}\n";
        String tenants = "tenants: {acme: {location-id: location0000000001}}";
        assertEquals(Set.of("acme", "amce"), admitted(settings(tokens.formatted(""), "rw-------")));
        assertEquals(Set.of("acme"), admitted(settings(tokens.formatted("") + tenants, "rw-------")));
        assertEquals(
                Set.of("acme", "amce"),
                admitted(settings(tokens.formatted(", require-tenant: false") + tenants, "rw-------")));
        assertEquals(Set.of(), admitted(settings(tokens.formatted(", require-tenant: true"), "rw-------")));
    }

    /// Which of the two principals gets in.
    private static Set<String> admitted(Settings settings) {
        Authenticator gatekeeper = new AuthWiring(settings, Map.of()).gatekeeper(OWN);
        Set<String> admitted = new TreeSet<>();
        for (String principal : new String[] {"acme", "amce"}) {
            String header = "Bearer " + principal + "-token-0123456789abcdef";
            try {
                Caller caller = gatekeeper.admit("/mcp", name -> name.equals("Authorization") ? header : null);
                assertEquals(principal, caller.principal());
                admitted.add(principal);
            } catch (TokenRefused _) {
                // Not this one.
            }
        }
        return admitted;
    }

    private Map<String, Access> accounts(String yaml, Map<String, String> environment) throws IOException {
        Settings settings = settings(yaml, "rw-r--r--");
        return new TenantEntries(OWN, OWN.locations().names(), environment).accounts(settings.section(Section.TENANTS));
    }

    private static String named(Access access) {
        return access.credentials().sent(TokenClass.SUB_ACCOUNT, null).named();
    }

    private static String token(Access access, TokenClass type) throws Exception {
        return access.credentials()
                .token(type, null, Deadline.in(Duration.ofSeconds(1)))
                .value();
    }

    private Settings settings(String yaml, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("application.yaml"), yaml);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return Settings.load(file, null, Map.of(), Map.of());
    }
}
