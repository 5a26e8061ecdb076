package dev.ghlmcp.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.secret.PrivateFiles;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncAuth.Kind;
import dev.ghlmcp.sync.SyncCsv;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.webhook.WebhookSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncEntriesTest {
    private static final String STANDARD = WebhookSecret.random().text().value();
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "HATS_HOOK_TOKEN", "a-token-of-some-length",
            "NEXT_TOKEN", "another-token-of-some-length",
            "SHORT", "short",
            "ENRICHMENT_SECRET", STANDARD,
            "SEGMENTATION_SECRET", STANDARD);

    @TempDir
    Path folder;

    @Test
    void everyMemberIsRead() throws IOException {
        Sync sync = only("""
                auth: {hmac: {header: X-Signature, secret-env: [NEXT_TOKEN, HATS_HOOK_TOKEN], algorithm: sha512}}
                location: Main Street
                csv: {delimiter: ;, header: false, encoding: windows-1252}
                id: $string(id)
                version: updated
                only-if: email
                needs: {sync: a, id: owner, as: owner, else: find_contact, with: '{"email": owner}'}
                keep-all: true
                echo: true
                allow: [money, void_invoice]
                steps:
                  - tool: upsert_contact
                    only-if: $new
                    save: contact
                    with: |
                      {"email": email}
                    remember: {stage: stage}
                    check: '""'
                    clear: [website, phone]
                tests:
                  - given: {id: 7, email: a@example.com}
                    linked: {id: x}
                    saved: {owner: {id: y}}
                    expect: [{tool: upsert_contact, with: {email: a@example.com}}]
                """);

        assertEquals(Kind.HMAC, sync.auth().kind());
        assertEquals(
                List.of("another-token-of-some-length", "a-token-of-some-length"),
                sync.auth().secrets().get());
        assertEquals("x-signature", sync.auth().header());
        assertEquals("HmacSHA512", sync.auth().algorithm());
        assertEquals(new SyncCsv(";", false, "windows-1252"), sync.csv());
        assertTrue(sync.keepAll() && sync.echo());
        assertEquals(Set.of("money", "void_invoice"), sync.allow());
        assertEquals("owner", sync.needs().as());
        assertEquals("find_contact", sync.needs().otherwise());
        assertEquals(Set.of("website", "phone"), sync.steps().getFirst().clear());
        assertEquals("stage", sync.steps().getFirst().remember().get("stage").toString());
        assertEquals("y", sync.tests().getFirst().saved().at("/owner/id").asString());
        SyncInput input = new SyncInput(Json.MAPPER.readTree("{\"id\": 7}"), Map.of());
        assertEquals("Main Street", new SyncMapping(sync).location(input), "a configured name is no expression");
        assertTrue(sync.where().endsWith("application.yaml: syncs.a"), sync.where());
    }

    @Test
    void whatIsLeftOutHasItsStandard() throws IOException {
        Sync sync = only("id: id\nsteps: [{tool: upsert_contact, with: '{}'}]");

        assertNull(sync.auth());
        assertEquals(SyncCsv.STANDARD, sync.csv());
        assertFalse(sync.keepAll() || sync.echo());
        assertEquals(List.of(), sync.tests());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            auth: {token-evn: A}                       | syncs.a, auth: token-evn is not known; did you mean token-env?
            auth: {token-env: [SHORT, SHORT, SHORT]}   | two while one takes the other's place
            auth: {token-env: SHORT, basic: {user: a}} | must have one of token-env
            auth: {hmac: {header: X, secret-env: NEXT_TOKEN, algorithm: md5}} | algorithm must be sha256, sha512 or sha1, got 'md5'
            ony-if: a                                  | syncs.a: ony-if is not known; did you mean only-if?
            only-if: 'a and'                           | syncs.a, only-if is no JSONata
            location: Mian Street                      | syncs.a, location: 'Mian Street' is no name of a sub-account, no id and no JSONata; did you mean Main Street?
            csv: {delimiter: auto!}                    | must be one character, or auto
            csv: {encoding: klingon}                   | got 'klingon'
            keep-all: 1                                | syncs.a, keep-all must be true or false
            needs: {sync: a, id: b, as: new}           | needs, as must be a word that is no variable or function yet, got 'new'
            needs: {sync: a, id: b, as: c, else: find_contact} | give both or neither
            version: {a: b}                            | syncs.a, version must be a text: put it between '...'
            tests: [{given: {}}]                       | syncs.a, test 1 must have given
            tests: [{given: {}, expect: [{toll: x}]}]  | test 1, expected step 1: toll is not known; did you mean tool?
            """)
    void whatIsWrongIsNamedWithItsPlace(String member, String sentence) {
        String said = assertThrows(
                        SettingsException.class,
                        () -> only(member + "\nid: id\nsteps: [{tool: upsert_contact, with: '{}'}]"))
                .getMessage();
        assertTrue(said.contains(sentence), said);
        assertTrue(said.startsWith(folder.resolve("application.yaml") + ": syncs.a"), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {with: '{}'}                                 | step 1, tool is missing
            {tool: upsert_contact}                       | step 1 (upsert_contact), with is missing
            {tool: upsert_contact, wiht: '{}'}           | step 1: wiht is not known; did you mean with?
            {tool: upsert_contact, with: '{'}            | step 1 (upsert_contact), with is no JSONata
            {tool: upsert_contact, with: {email: email}} | step 1 (upsert_contact), with must be a text: put it between '...'
            {tool: upsert_contact, with: '{}', save: lowercase} | save must be a word that is no variable or function yet
            {tool: upsert_contact, with: '{}', remember: {id: a}} | remember, id is the record's own id
            {tool: upsert_contact, with: '{}', remember: [id]} | remember must have members by their names
            """)
    void aWrongStepIsNamedByItsNumberAndTool(String step, String sentence) {
        String said = assertThrows(SettingsException.class, () -> only("id: id\nsteps: [" + step + "]"))
                .getMessage();
        assertTrue(said.contains(sentence), said);
    }

    @Test
    void theReadySyncsOfFurtherFilesAreRead() throws IOException {
        List<Sync> syncs = read(
                "sync: {files: [config/syncs/17hats.yaml, config/syncs/enrichment.yaml, config/syncs/segmentation.yaml]}");

        assertEquals(
                List.of(
                        "17hats-customers",
                        "17hats-invoices",
                        "17hats-payments",
                        "locations",
                        "enrichment",
                        "segmentation"),
                syncs.stream().map(Sync::name).toList());
    }

    @Test
    void aFileBesideTheSettingsIsFoundAndANameStandsOnce() throws IOException {
        Files.writeString(
                folder.resolve("more.yaml"), "syncs: {b: {id: id, steps: [{tool: upsert_contact, with: '{}'}]}}");
        String settings =
                "sync: {files: more.yaml}\nsyncs:\n  NAME: {id: id, steps: [{tool: upsert_contact, with: '{}'}]}";

        assertEquals(2, read(settings.replace("NAME", "a")).size());
        String said = assertThrows(SettingsException.class, () -> read(settings.replace("NAME", "b")))
                .getMessage();
        assertTrue(said.contains("more.yaml: syncs.b is in "), said);
    }

    @Test
    void aFileHoldsSyncsAlone() throws IOException {
        Files.writeString(folder.resolve("more.yaml"), "a: {id: id}");
        String said = assertThrows(SettingsException.class, () -> read("sync: {files: more.yaml}"))
                .getMessage();
        assertTrue(said.endsWith("more.yaml must hold syncs: and nothing else"), said);
    }

    @Test
    void anAliasThatLeadsBackIsRefused() {
        String said = assertThrows(SettingsException.class, () -> read("syncs: &a\n  b: *a"))
                .getMessage();
        assertTrue(said.contains("by an alias"), said);
    }

    @Test
    void aSecretOfAFileIsReadAgain() throws IOException {
        Path secret = folder.resolve("secret");
        PrivateFiles.create(secret, "the-first-secret-of-all".getBytes(StandardCharsets.UTF_8));
        Sync sync = only("auth: {basic: {user: zap, password-file: " + secret
                + "}}\nid: id\nsteps: [{tool: upsert_contact, with: '{}'}]");
        assertEquals(List.of("the-first-secret-of-all"), sync.auth().secrets().get());
        PrivateFiles.replace(secret, "the-second-secret-of-all".getBytes(StandardCharsets.UTF_8));

        assertEquals(List.of("the-second-secret-of-all"), sync.auth().secrets().get());
        assertEquals("zap", sync.auth().user());
        assertFalse(sync.toString().contains("secret-of-all"));
    }

    @Test
    void eachLineOfAFileIsASecret() throws IOException {
        Path secret = folder.resolve("secret");
        PrivateFiles.create(secret, "the-newer-secret\r\n\n  the-older-secret\n".getBytes(StandardCharsets.UTF_8));
        Sync sync = only("auth: {token-file: " + secret + "}\nid: id\nsteps: [{tool: upsert_contact, with: '{}'}]");
        assertEquals(
                List.of("the-newer-secret", "the-older-secret"),
                sync.auth().secrets().get());

        for (Map.Entry<String, String> wrong : Map.of(
                        "the-first-secret\nthe-second-secret\nthe-third-secret", "has 3 secrets, as each line is one",
                        "the-newer-secret\nshort", "is too short",
                        "\n", "is empty")
                .entrySet()) {
            PrivateFiles.replace(secret, wrong.getKey().getBytes(StandardCharsets.UTF_8));
            String said = assertThrows(
                            IllegalArgumentException.class,
                            () -> sync.auth().secrets().get())
                    .getMessage();
            assertTrue(said.contains(wrong.getValue()), said);
        }
    }

    @Test
    void settingsWithoutSyncsSayNothing() throws IOException {
        Settings settings = settings("syncs:\n");

        assertFalse(SyncEntries.any(settings));
        assertEquals(List.of(), new SyncEntries(settings, Map.of(), ENVIRONMENT).syncs());
        assertTrue(
                SyncEntries.any(Settings.load(null, null, Map.of(Setting.SYNC_FILES.variable(), "a.yaml"), Map.of())));
    }

    private Sync only(String members) throws IOException {
        return read("syncs:\n  a:\n" + members.indent(4)).getFirst();
    }

    private List<Sync> read(String yaml) throws IOException {
        return new SyncEntries(settings(yaml), Map.of("Main Street", "ve9EPM428h8vShlRW1KT"), ENVIRONMENT).syncs();
    }

    private Settings settings(String yaml) throws IOException {
        return Settings.load(Files.writeString(folder.resolve("application.yaml"), yaml), null, Map.of(), Map.of());
    }
}
