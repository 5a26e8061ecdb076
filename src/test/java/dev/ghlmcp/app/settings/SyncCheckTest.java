package dev.ghlmcp.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.api.ApiAccess;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.mcp.DeclaredTools;
import dev.ghlmcp.mcp.IndexedTools;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.check.CheckedTools;
import dev.ghlmcp.sync.check.SyncCheck;
import dev.ghlmcp.webhook.WebhookSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Syncs as their files have them, held against the tools that there are.
class SyncCheckTest {
    private static final Map<String, String> LOCATIONS = Map.of("Main Street", "ve9EPM428h8vShlRW1KT");
    private static final String SECRET = WebhookSecret.random().text().value();

    @TempDir
    Path folder;

    @Test
    void theMappingsOfThePlanFitTheirToolsAndDoWhatTheirTestsExpect() throws IOException {
        assertEquals(
                List.of(),
                problems(
                        Files.readString(Path.of("src/test/resources/dev/ghlmcp/sync/seed.yaml")),
                        "upsert_invoice",
                        "money"));
    }

    @Test
    void theReadySyncsAreAsTheyShouldBe() throws IOException {
        String files =
                "sync: {files: [config/syncs/17hats.yaml, config/syncs/enrichment.yaml, config/syncs/segmentation.yaml]}";
        assertEquals(List.of(), problems(files, "upsert_invoice", "record_invoice_payment", "void_invoice"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            upsert_contcat | {}                      | , step 1 (upsert_contcat), tool: Unknown tool: upsert_contcat. Did you mean upsert_contact?
            record_invoice_paymnt | {}               | Did you mean record_invoice_payment?
            upsert_contact | {"emial": email}        | , step 1 (upsert_contact), with: emial is not known; did you mean email?
            upsert_contact | {"email": email, "customFields": [{"key": "a", "feildValue": b}]} | with: customFields[].feildValue is not known; did you mean fieldValue?
            upsert_contact | {"email": email, "dnd": "perhaps"} | with: dnd must be
            upsert_contact | ($x := email; {"email": $x, "frstName": name}) | with: frstName is not known; did you mean firstName?
            upsert_contact | {"email": $lowercas(email)} | with: there is no function $lowercas here; did you mean $lowercase?
            upsert_contact | {"email": $contct.email} | with: there is no variable $contct here
            delete_contact | {"contactId": id}       | is of the class irreversible, and nobody is there to ask: confirm.allow (GHL_CONFIRM_ALLOW) and allow of the sync have to name delete_contact or irreversible
            void_invoice   | {"invoiceId": id}       | is of the class money, and nobody is there to ask: confirm.allow (GHL_CONFIRM_ALLOW) and allow
            """)
    void aStepThatDoesNotFitItsToolIsNamed(String tool, String with, String sentence) throws IOException {
        List<String> problems = problems(sync("tool: " + tool + "\n    with: '" + with + "'"));

        assertTrue(problems.stream().anyMatch(each -> each.contains(sentence)), problems.toString());
        assertTrue(problems.getFirst().contains("application.yaml: syncs.a, step 1 ("), problems.getFirst());
    }

    @Test
    void eachPlaceOfConsentIsAskedForByItself() throws IOException {
        String step = "tool: delete_contact\n    with: '{\"contactId\": id}'";

        assertTrue(problems(sync(step), "delete_contact").toString().contains("ask: allow of the sync has to name"));
        assertTrue(problems(sync(step) + "  allow: irreversible\n")
                .toString()
                .contains("ask: confirm.allow (GHL_CONFIRM_ALLOW) has to name"));
        assertEquals(List.of(), problems(sync(step) + "  allow: [delete_contact]\n", "irreversible"));
        assertTrue(problems(sync(step) + "  allow: [delete_contcat]\n", "irreversible")
                .toString()
                .contains("allow: delete_contcat is no tool of the steps and no class; did you mean delete_contact?"));
    }

    @Test
    void argumentsOfTestsAreHeldAgainstTheSchema() throws IOException {
        String problems = problems(
                        sync("tool: add_contact_tags\n    with: '{\"contactId\": id, \"tags\": count}'")
                                + "  tests:\n  - given: {id: 7, count: {a: 1}}\n    expect: [{tool: add_contact_tags, with: {tags: [b]}}]\n")
                .toString();

        assertTrue(problems.contains("syncs.a, test 1, step 1 (add_contact_tags): tags[0] must be"), problems);
        assertTrue(
                problems.contains("test 1, step 1 (add_contact_tags): tags is {\"a\":1}, expected [\"b\"]"), problems);
    }

    @Test
    void whatATestDoesNotSayIsNotMissed() throws IOException {
        String needing = sync("tool: update_contact\n    with: '{\"contactId\": $owner.contact, \"firstName\": name}'")
                + "  needs: {sync: b, id: owner, as: owner}\n  tests:\n  - given: {id: 7, name: Ada}\n"
                + "    expect: [{tool: update_contact}]\n b:\n  id: id\n  steps:\n  - tool: upsert_contact\n    with: '{\"email\": email}'\n";

        assertEquals(List.of(), problems(needing));
        assertTrue(problems(needing.replace("    expect", "    saved: {owner: {id: x}}\n    expect"))
                .toString()
                .contains("contactId is missing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b              | they wait for each other: a needs b needs a
            a              | they wait for each other: a needs a
            bb             | there is no sync bb; did you mean b?
            b, else: find_contct, with: '{}'   | needs, else: Unknown tool: find_contct. Did you mean find_contact?
            b, else: upsert_contact, with: '{}' | needs, else: upsert_contact changes something
            """)
    void whatIsNeededMustBeThere(String needed, String sentence) throws IOException {
        String step = "steps:\n  - tool: upsert_contact\n    with: '{\"email\": email}'\n";
        List<String> problems = problems("syncs:\n a:\n  id: id\n  needs: {id: id, as: other, sync: " + needed + "}\n  "
                + step + " b:\n  id: id\n  needs: {id: id, as: other, sync: a}\n  " + step);

        assertTrue(problems.toString().contains(sentence), problems.toString());
    }

    @Test
    void onlyWhatAToolCanClearIsCleared() throws IOException {
        String sync = sync("tool: upsert_contact\n    with: '{\"email\": email, \"website\": null}'\n    clear: [NAME]")
                + "  tests:\n  - given: {id: 7, email: a@example.com}\n    expect: [{tool: upsert_contact, with: {website: null}}]\n";

        assertEquals(List.of(), problems(sync.replace("NAME", "website")));
        assertTrue(problems(sync.replace("NAME", "webste"))
                .toString()
                .contains("clear: webste is not known; did you mean website?"));
    }

    @Test
    void anUnknownLocationIsNamed() throws IOException {
        String sync = sync("tool: upsert_contact\n    with: '{\"email\": email}'")
                + "  location: place\n  tests:\n  - given: {id: 7, email: a@example.com, place: Mian Street}\n    expect: [{tool: upsert_contact}]\n";

        assertTrue(
                problems(sync).toString().contains("did you mean Main Street"),
                problems(sync).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            token-env: MISSING                       | auth: The variable MISSING, which token-env names, is not set
            token-env: [HATS_HOOK_TOKEN, SHORT]      | auth: SHORT is too short: a secret has at least 16 characters
            basic: {user: a, password-file: nowhere} | auth: There is no file nowhere
            standard-webhooks-secret-env: HATS_HOOK_TOKEN | auth: HATS_HOOK_TOKEN must be whsec_
            """)
    void aSecretThatIsNotThereIsNamed(String auth, String sentence) throws IOException {
        String sync = sync("tool: upsert_contact\n    with: '{\"email\": email}'") + "  auth: {" + auth + "}\n";

        assertTrue(problems(sync).toString().contains(sentence), problems(sync).toString());
    }

    private static String sync(String step) {
        return "syncs:\n a:\n  id: id\n  steps:\n  - " + step + "\n";
    }

    private List<String> problems(String yaml, String... allowed) throws IOException {
        Path file = Files.writeString(folder.resolve("application.yaml"), yaml);
        Settings settings = Settings.load(file, null, Map.of(), Map.of());
        List<Sync> syncs = new SyncEntries(
                        settings,
                        LOCATIONS,
                        Map.of(
                                "HATS_HOOK_TOKEN",
                                "a-token-of-some-length",
                                "SHORT",
                                "short",
                                "ENRICHMENT_SECRET",
                                SECRET,
                                "SEGMENTATION_SECRET",
                                SECRET))
                .syncs();
        IndexedTools indexed =
                new IndexedTools(new ApiTools(Generation.DATED), ApiAccess.of(List.of("all"), null, List.of(), false));
        return new SyncCheck(new CheckedTools(
                        List.of(DeclaredTools.load(Generation.DATED), indexed),
                        ToolView.load().reaching(indexed.access()),
                        AccountLocations.of("Main Street", LOCATIONS, List.of()),
                        new ConfirmationRules(List.of(allowed), List.of(), List.of())))
                .problems(syncs);
    }
}
