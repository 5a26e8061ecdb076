package dev.ghlmcp.highlevel.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that share a store, and one that dies at the worst moment.
class TwoProcessesTest {
    @TempDir
    private Path folder;

    private final Grants grants = new Grants();

    @AfterEach
    void close() {
        grants.close();
    }

    @Test
    void twoProcessesMakeOneRefresh() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "secret-G1", "secret-GR1");
        grants.grantsOnce(
                "secret-GR1", Grants.granted("secret-G2", "secret-GR2").withFixedDelay(300));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(RenewingProcess.start(grants.upstream.baseUrl(), file(), false));
        }
        for (Process process : processes) {
            assertEquals("ready", process.inputReader().readLine());
        }
        for (Process process : processes) {
            process.outputWriter().write("go\n");
            process.outputWriter().flush();
        }
        for (Process process : processes) {
            assertEquals("has a token", rest(process));
        }
        assertEquals(1, grants.refreshes());
        assertEquals(new Secret("secret-GR2"), kept(Grants.AGENCY_RESOURCE).refresh());
    }

    @Test
    void aProcessThatDiesBetweenAnswerAndWriteLosesOnlyWhatNobodyCanKeep() throws Exception {
        keep(Grants.AGENCY_RESOURCE, "secret-G1", "secret-GR1");
        grants.grantsOnce("secret-GR1", "secret-G2", "secret-GR2");
        Process dying = RenewingProcess.start(grants.upstream.baseUrl(), file(), true);
        dying.outputWriter().write("go\n");
        dying.outputWriter().flush();
        rest(dying);
        assertEquals(9, dying.waitFor());
        assertEquals(new Secret("secret-GR1"), kept(Grants.AGENCY_RESOURCE).refresh(), "the store is whole");

        Process next = RenewingProcess.start(grants.upstream.baseUrl(), file(), false);
        next.outputWriter().write("go\n");
        next.outputWriter().flush();
        String said = rest(next);
        assertTrue(said.contains("ghl-mcp auth login"), said);
        assertFalse(said.contains("secret-"), "no token in any output");
        assertEquals(2, grants.refreshes(), "the lock of the dead process is gone");
    }

    @Test
    void aSubAccountRecoversFromSuchADeathByItsAgency() throws Exception {
        keep(Grants.LOCATION_RESOURCE, "secret-A1", "secret-R1");
        Grants.stored(
                        Grants.AGENCY_RESOURCE,
                        "secret-G1",
                        "secret-GR1",
                        Instant.now().plusSeconds(3600))
                .storeIn(Grants.store(file()));
        // Used up by a process whose answer nobody kept.
        grants.refuses("secret-R1");
        grants.mints("secret-G1", "secret-A2", "secret-R2");
        try (OAuthCredentials credentials = new OAuthCredentials(
                grants.client(InstantSource.system()),
                Grants.store(file()),
                Grants.COMPANY,
                InstantSource.system(),
                Grants.TIMEOUT)) {
            Secret token = credentials.token(TokenClass.SUB_ACCOUNT, Grants.LOCATION, Deadline.in(Grants.TIMEOUT));
            assertEquals(new Secret("secret-A2"), token);
        }
        assertEquals(new Secret("secret-R2"), kept(Grants.LOCATION_RESOURCE).refresh());
    }

    private void keep(Resource resource, String access, String refresh) throws Exception {
        Grants.stored(resource, access, refresh, Instant.now()).storeIn(Grants.store(file()));
    }

    private StoredToken kept(Resource resource) throws Exception {
        return StoredToken.of(Grants.store(file()).load(resource.key()));
    }

    private Path file() {
        return folder.resolve("tokens");
    }

    static String rest(Process process) throws Exception {
        try (BufferedReader reader = process.inputReader()) {
            String last = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last = line;
            }
            return last;
        }
    }
}
