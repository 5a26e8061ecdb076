package dev.ghlmcp.highlevel.oauth;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.highlevel.account.Credentials;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.account.FixedFirst;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens in time, one renewal at a time, stored before they are used.
class OAuthCredentialsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final Grants grants = new Grants();
    private Path file;
    private FileTokenStore store;
    private OAuthCredentials credentials;

    @BeforeEach
    void start() {
        file = folder.resolve("tokens");
        store = Grants.store(file);
        credentials = credentials(store);
    }

    @AfterEach
    void close() {
        credentials.close();
        grants.close();
    }

    @Test
    void usesATokenUntilHalfAMinuteBeforeItsEnd() throws Exception {
        keep(Grants.LOCATION_RESOURCE, "A1", "R1", 3600);
        grants.grantsOnce("R1", "A2", "R2");
        assertEquals("A1", locationToken());
        clock.set(NOW.plusSeconds(3600 - 31));
        assertEquals("A1", locationToken());
        assertEquals(0, grants.refreshes());
        clock.set(NOW.plusSeconds(3600 - 30));
        assertEquals("A2", locationToken());
        assertEquals(1, grants.refreshes());
    }

    @Test
    void everyRefreshUsesTheRefreshTokenOfTheOneBefore() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "A1", "R1", 0);
        grants.grantsOnce("R1", "A2", "R2");
        grants.grantsOnce("R2", "A3", "R3");
        assertEquals("A2", agencyToken());
        clock.set(NOW.plusSeconds(90_000));
        assertEquals("A3", agencyToken());
        StoredToken selected = kept(Grants.AGENCY_RESOURCE);
        assertEquals(new Secret("R3"), selected.refresh());
        assertEquals(NOW.plusSeconds(90_000 + 86_399), selected.expiresAt());
        assertEquals(2, grants.refreshes());
    }

    @Test
    void fiftyCallsAtOnceMakeOneRefresh() throws Exception {
        keep(Grants.LOCATION_RESOURCE, "A1", "R1", 0);
        grants.grantsOnce("R1", "A2", "R2");
        assertEquals(Set.of("A2"), atOnce(50, this::locationToken));
        assertEquals(1, grants.refreshes());
        grants.grantsOnce("R2", "A3", "R3");
        Set<String> renewed = atOnce(50, () -> {
            assertTrue(credentials.renew(TokenClass.SUB_ACCOUNT, Grants.LOCATION, new Secret("A2"), deadline()));
            return locationToken();
        });
        assertEquals(Set.of("A3"), renewed);
        assertEquals(2, grants.refreshes());
    }

    @Test
    void takesWhatAnotherProcessRefreshedMeanwhile() throws Exception {
        keep(Grants.LOCATION_RESOURCE, "A1", "R1", 3600);
        assertEquals("A1", locationToken());
        try (FileTokenStore other = Grants.store(file)) {
            Grants.stored(Grants.LOCATION_RESOURCE, "A2", "R2", NOW.plusSeconds(7200))
                    .storeIn(other);
        }
        assertTrue(credentials.renew(TokenClass.SUB_ACCOUNT, Grants.LOCATION, new Secret("A1"), deadline()));
        assertEquals("A2", locationToken());
        assertEquals(0, grants.refreshes());
    }

    @Test
    void aRefreshTokenThatIsUsedUpSaysLogIn() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "A1", "R1", 0);
        grants.refuses("R1");
        CredentialsException reason = assertThrows(CredentialsException.class, this::agencyToken);
        assertTrue(reason.getMessage().contains("ghl-mcp auth login"), reason.getMessage());
        assertEquals(new Secret("R1"), kept(Grants.AGENCY_RESOURCE).refresh(), "what is stored stays");
    }

    @Test
    void mintsTheTokensOfAnAgencysSubAccountsAndKeepsThem() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 3600);
        grants.mints("G1", "A1", "R1");
        assertTrue(credentials.has(TokenClass.SUB_ACCOUNT) && credentials.has(TokenClass.AGENCY));
        assertEquals(Set.of("A1"), atOnce(20, this::locationToken));
        assertEquals(1, grants.mintings());
        assertEquals(new Secret("R1"), kept(Grants.LOCATION_RESOURCE).refresh());
        assertEquals("A1", token(credentials(Grants.store(file)), TokenClass.SUB_ACCOUNT), "the next process finds it");
        assertEquals(1, grants.mintings());
    }

    @Test
    void aSubAccountWhoseRefreshFailsIsMintedAgainWithARenewedAgencyToken() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 0);
        keep(Grants.LOCATION_RESOURCE, "A1", "R1", 0);
        grants.refuses("R1");
        grants.grantsOnce("GR1", "G2", "GR2");
        grants.mints("G2", "A2", "R2");
        assertEquals("A2", locationToken());
        assertEquals(new Secret("GR2"), kept(Grants.AGENCY_RESOURCE).refresh());
    }

    @Test
    void anAgencyTokenThatIsRefusedIsRenewedOnceForMinting() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 3600);
        grants.upstream.stubFor(
                post("/oauth/locationToken").willReturn(Grants.json(401, "{\"message\":\"Invalid JWT\"}")));
        grants.grantsOnce("GR1", "G2", "GR2");
        grants.mints("G2", "A2", null);
        assertEquals("A2", locationToken());
        clock.set(NOW.plusSeconds(90_000));
        grants.grantsOnce("GR2", "G3", "GR3");
        grants.mints("G3", "A3", null);
        assertEquals("A3", locationToken(), "without a refresh token of its own it is minted again");
    }

    @Test
    void whoIsNotLoggedInIsToldHow() {
        assertFalse(credentials.has(TokenClass.AGENCY) || credentials.has(TokenClass.SUB_ACCOUNT));
        assertEquals(
                "Nobody is logged in for an agency: run `ghl-mcp auth login`, or set a private integration token.",
                credentials.advice(List.of(TokenClass.AGENCY)));
        for (Callable<String> call : List.<Callable<String>>of(this::agencyToken, this::locationToken)) {
            CredentialsException reason = assertThrows(CredentialsException.class, call::call);
            assertTrue(reason.getMessage().contains("ghl-mcp auth login"), reason.getMessage());
        }
    }

    @Test
    void aLoginWhileItRunsIsFound() throws Exception {
        assertFalse(credentials.has(TokenClass.AGENCY));
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 3600);
        clock.set(NOW.plusSeconds(1));
        assertTrue(credentials.has(TokenClass.AGENCY));
        assertEquals("G1", agencyToken());
    }

    @Test
    void aStoreThatCannotBeUsedIsAnErrorWithItsReason() throws Exception {
        Files.writeString(file, "half");
        assertTrue(credentials.has(TokenClass.AGENCY), "there is a way, and the call says what is wrong with it");
        assertThrows(CredentialsException.class, this::agencyToken);
        assertEquals("half", Files.readString(file));
    }

    @Test
    void aRefreshTokenIsNotSentWhereTheAnswerCouldNotBeStored() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 0);
        grants.grantsOnce("GR1", "G2", "GR2");
        Path inTheWay = Files.createDirectories(folder.resolve("tokens.new/full"));
        CredentialsException reason = assertThrows(CredentialsException.class, this::agencyToken);
        assertTrue(reason.getMessage().contains("cannot be written"), reason.getMessage());
        assertEquals(new Secret("GR1"), kept(Grants.AGENCY_RESOURCE).refresh());
        assertEquals(0, grants.refreshes());
        Files.delete(inTheWay);
        assertEquals("G2", agencyToken());
    }

    @Test
    void aTokenThatCannotBeStoredIsNotUsedAndNotLost() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 0);
        grants.grantsOnce("GR1", Grants.granted("G2", "GR2").withFixedDelay(500));
        FutureTask<String> call = new FutureTask<>(this::agencyToken);
        Thread.ofVirtual().start(call);
        Await.until("a refresh", () -> grants.refreshes() > 0);
        assertNotNull(kept(Grants.AGENCY_RESOURCE).sentAt(), "the store says that it is sent before it is");
        Path inTheWay = Files.createDirectories(folder.resolve("tokens.new/full"));
        String reason = assertThrows(ExecutionException.class, call::get).getMessage();
        assertTrue(reason.contains("cannot be written"), reason);
        assertEquals(new Secret("GR1"), kept(Grants.AGENCY_RESOURCE).refresh());
        Files.delete(inTheWay);
        assertEquals("G2", agencyToken(), "the answer is still there, and the refresh token is not used again");
        assertEquals(new Secret("GR2"), kept(Grants.AGENCY_RESOURCE).refresh());
        assertEquals(1, grants.refreshes());
    }

    @Test
    void aCallThatIsCancelledStopsWaitingAndTheAnswerIsKept() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 0);
        grants.grantsOnce("GR1", Grants.granted("G2", "GR2").withFixedDelay(1_000));
        FutureTask<String> call = new FutureTask<>(this::agencyToken);
        Thread caller = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            call.run();
        });
        caller.join();
        assertTrue(assertThrows(ExecutionException.class, call::get).getCause() instanceof InterruptedException);
        assertEquals("G2", agencyToken());
        assertEquals(1, grants.refreshes());
    }

    @Test
    void aCallWaitsNoLongerThanItsDeadline() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 0);
        grants.grantsOnce("GR1", Grants.granted("G2", "GR2").withFixedDelay(1_000));
        CredentialsException reason = assertThrows(
                CredentialsException.class,
                () -> credentials.token(TokenClass.AGENCY, null, Deadline.in(Duration.ofMillis(20))));
        assertTrue(reason.getMessage().contains("ghl.deadline-ms"), reason.getMessage());
        credentials.close();
        assertEquals(new Secret("GR2"), kept(Grants.AGENCY_RESOURCE).refresh(), "the end waits for the answer");
    }

    @Test
    void noLocationIdLeadsToAnAgencysToken() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 3600);
        assertEquals("G1", agencyToken());
        grants.upstream.stubFor(post("/oauth/locationToken").willReturn(Grants.json(403, "{\"message\":\"no\"}")));
        assertThrows(
                CredentialsException.class,
                () -> credentials.token(TokenClass.SUB_ACCOUNT, Grants.COMPANY, deadline()));
        assertEquals(0, grants.refreshes(), "a wrong id costs no refresh");
    }

    @Test
    void onlyOneAgencyOrSubAccountNeedsNoId() throws Exception {
        OAuthCredentials any = credentials(Grants.store(file), null);
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 3600);
        assertEquals("G1", token(any, TokenClass.AGENCY));
        keep(new Resource(TokenClass.AGENCY, "comp2"), "G9", "GR9", 3600);
        OAuthCredentials both = credentials(Grants.store(file), null);
        assertTrue(assertThrows(CredentialsException.class, () -> token(both, TokenClass.AGENCY))
                .getMessage()
                .contains("GHL_COMPANY_ID"));
        assertEquals("G1", agencyToken(), "the configured one of several");
    }

    @Test
    void aPrivateIntegrationTokenComesFirst() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "G1", "GR1", 3600);
        Credentials both =
                new FixedFirst(new FixedTokens(new Secret("pit-location"), null, Grants.LOCATION), credentials);
        assertEquals("pit-location", token(both, TokenClass.SUB_ACCOUNT));
        assertEquals("G1", token(both, TokenClass.AGENCY));
        assertTrue(both.opens(Grants.LOCATION));
        assertTrue(both.opens("loc2"), "another sub-account's token is had from the agency's");
        assertFalse(new FixedTokens(new Secret("pit-location"), null, Grants.LOCATION).opens("loc2"));
        assertTrue(credentials.opens("loc2"), "an agency's are had for each");
        assertFalse(both.renew(TokenClass.SUB_ACCOUNT, Grants.LOCATION, new Secret("pit-location"), deadline()));
    }

    private OAuthCredentials credentials(TokenStore store) {
        return credentials(store, Grants.COMPANY);
    }

    private OAuthCredentials credentials(TokenStore store, String company) {
        return new OAuthCredentials(grants.client(clock::get), store, company, clock::get, Grants.TIMEOUT);
    }

    private String locationToken() throws Exception {
        return token(credentials, TokenClass.SUB_ACCOUNT);
    }

    private String agencyToken() throws Exception {
        return token(credentials, TokenClass.AGENCY);
    }

    private static String token(Credentials credentials, TokenClass type) throws Exception {
        return credentials.token(type, Grants.LOCATION, deadline()).value();
    }

    private static Deadline deadline() {
        return Deadline.in(Grants.TIMEOUT);
    }

    private void keep(Resource resource, String access, String refresh, int seconds) throws Exception {
        Grants.stored(resource, access, refresh, NOW.plusSeconds(seconds)).storeIn(store);
    }

    private StoredToken kept(Resource resource) throws Exception {
        return StoredToken.of(store.load(resource.key()));
    }

    private static Set<String> atOnce(int calls, Callable<String> call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<String>> tasks = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            FutureTask<String> task = new FutureTask<>(() -> {
                start.await();
                return call.call();
            });
            tasks.add(task);
            Thread.ofVirtual().start(task);
        }
        start.countDown();
        Set<String> results = new HashSet<>();
        for (FutureTask<String> task : tasks) {
            results.add(task.get());
        }
        return results;
    }
}
