package dev.ghlmcp.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.AppliedWrite;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The ready syncs for 17hats in the built program on a sandbox: what a person does who follows docs/17hats.md.
class SyncIT {
    private static final String TOKEN = "hats-hook-token-of-this-test";

    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));
    private final HttpClient http = HttpClient.newHttpClient();
    private URI hooks;

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void write() throws Exception {
        Path syncs = Path.of("config/syncs/17hats.yaml").toAbsolutePath();
        Files.writeString(folder.resolve("application.yaml"), """
                sync:
                  files: %s
                api:
                  operations: [read, money]
                confirm:
                  allow: [upsert_invoice, record_invoice_payment, void_invoice]
                """.formatted(syncs));
    }

    @AfterEach
    void close() {
        http.close();
        sandbox.close();
    }

    @Test
    void aContactAnInvoiceAndALocationAreWrittenOnceWhateverOrderTheyComeIn() throws Exception {
        try (BuiltProgram server = program("http", "--port", "0")) {
            hooks = server.address().resolve("/hooks/in/");
            String ada = "{'email':'Ada@Example.com','first_name':'Ada','last_name':'%s','updated_at':%d}";
            String invoice =
                    "{'number':'1042','customer_email':'ada@example.com','total':%s,'status':'%s','issued':'2026-12-01','updated':%d}";
            assertEquals(1, sent("17hats-customers", ada.formatted("Okafor", 1)));
            awaits("17hats-customers", "done", 1);
            assertEquals(0, sent("17hats-customers", ada.formatted("Okafor", 1)), "sent twice");
            sent("17hats-customers", ada.formatted("Okafor-Lund", 3));
            awaits("17hats-customers", "done", 2);
            sent("17hats-customers", ada.formatted("Older", 2));
            awaits("17hats-customers", "superseded", 1);
            JsonNode contact = call("find_contact", "email=ada@example.com").at("/contacts/0");
            assertEquals("Ada Okafor-Lund", contact.path("name").asString());
            assertEquals(2, wrote("/contacts/upsert"));

            sent("17hats-invoices", invoice.formatted("1250", "open", 1));
            awaits("17hats-invoices", "done", 1);
            sent("17hats-invoices", invoice.formatted("1300", "open", 2));
            awaits("17hats-invoices", "done", 2);
            sent("17hats-invoices", invoice.formatted("1300", "paid", 3));
            awaits("17hats-invoices", "done", 3);
            JsonNode invoices =
                    call("list_invoices", "contactId=" + contact.path("id").asString(), "limit=10", "offset=0");
            assertEquals(1, invoices.path("invoices").size(), invoices::toString);
            JsonNode written = invoices.at("/invoices/0");
            assertEquals("1042", written.path("invoiceNumber").asString());
            assertEquals("paid", written.path("status").asString());
            assertEquals(1300, written.path("amountPaid").asInt());
            assertEquals(0, wrote("/send"), "nothing was mailed");

            String port =
                    "{'location_id':'portland','name':'Harbor Dental Portland','city':'Portland','country':'US','address':'%s'}";
            sent("locations", port.formatted("4 Exchange St"));
            awaits("locations", "done", 1);
            sent("locations", port.formatted("6 Exchange St"));
            awaits("locations", "done", 2);
            sent("locations", port.formatted("6 Exchange St").replace("}", ",'note':'again'}"));
            awaits("locations", "unchanged", 1);
            assertEquals(2, wrote("/locations/"));
            assertEquals(401, post("locations", "wrong", "{}").statusCode());
            Run report = run("sync", "report", "17hats-invoices");
            assertEquals(0, report.exit(), report.err());
            assertTrue(report.out().contains("inv-1042"), report.out());
            server.terminate();
            server.exitCode();
            assertFalse(server.stderr().contains("ada@") || server.stderr().contains(TOKEN), server.stderr());
        }
    }

    /// `paid` of an older message, each payment of its own, and what a person has to do.
    @Test
    void noPaymentIsLostOrGuessed() throws Exception {
        try (BuiltProgram server = program("http", "--port", "0")) {
            hooks = server.address().resolve("/hooks/in/");
            sent("17hats-customers", "{'email':'ada@example.com','first_name':'Ada'}");
            awaits("17hats-customers", "done", 1);
            String invoice = "{'number':'%s','customer_email':'ada@example.com',%s}";
            sent(
                    "17hats-invoices",
                    "[" + invoice.formatted("3001", "'total':'100','paid':'100','updated':1") + ","
                            + invoice.formatted("3001", "'total':'100','updated':2") + ","
                            + invoice.formatted("9001", "'total':'1.000,00'") + ","
                            + invoice.formatted("9002", "'total':500,'paid':'500.00'") + ","
                            + invoice.formatted("9003", "'total':'1,250'") + ","
                            + invoice.formatted("9004", "'total':80,'status':'voided'") + "]");
            awaits("17hats-invoices", "done", 3);
            awaits("17hats-invoices", "skipped", 2);
            awaits("17hats-invoices", "dead", 1);
            for (int payment = 1; payment <= 3; payment++) {
                sent("17hats-payments", "{'payment_id':%d,'number':'9001','amount':'300'}".formatted(payment));
            }
            awaits("17hats-payments", "done", 3);
            sent("17hats-payments", "{'payment_id':4,'number':'9001','amount':'300'}");
            awaits("17hats-payments", "dead", 1);
            sent("17hats-payments", "{'payment_id':3,'number':'9001','amount':'250'}");
            awaits("17hats-payments", "skipped", 1);
            sent("17hats-invoices", invoice.formatted("9002", "'total':500,'paid':'200'"));
            awaits("17hats-invoices", "skipped", 3);

            String payments = run("sync", "report", "17hats-payments").out();
            assertTrue(payments.contains("over 300, and 100 is due for the invoice in HighLevel"), payments);
            assertTrue(payments.contains("recorded over 300 and is 250 now: correct it by hand"), payments);
            String invoices = run("sync", "report", "17hats-invoices").out();
            assertTrue(invoices.contains("17hats says that 200 is paid, HighLevel 500"), invoices);
            assertTrue(invoices.contains("'1,250' can be read as 1250 and as 1.250"), invoices);
            JsonNode contact = call("find_contact", "email=ada@example.com").at("/contacts/0/id");
            Map<String, Integer> paid = new HashMap<>();
            call("list_invoices", "contactId=" + contact.asString(), "limit=10", "offset=0")
                    .path("invoices")
                    .forEach(one -> paid.put(
                            one.path("invoiceNumber").asString(),
                            one.path("amountPaid").asInt()));
            assertEquals(Map.of("3001", 100, "9001", 900, "9002", 500), paid);
        }
    }

    @Test
    void aChangedAddressIsAChangeOfTheSameContact() throws Exception {
        try (BuiltProgram server = program("http", "--port", "0")) {
            hooks = server.address().resolve("/hooks/in/");
            sent("17hats-customers", "{'customer_id':900,'email':'sw1@example.com','first_name':'Sw'}");
            awaits("17hats-customers", "done", 1);
            sent(
                    "17hats-customers",
                    "{'customer_id':900,'email':'sw2@example.com','first_name':'Swan','tags':['a','b']}");
            awaits("17hats-customers", "done", 2);
            JsonNode contact = call("find_contact", "email=sw2@example.com").at("/contacts/0");
            assertTrue(contact.path("name").asString().startsWith("Swan"), contact::toString);
            assertEquals(2, contact.path("tags").size(), contact::toString);
            assertEquals(
                    0,
                    call("find_contact", "email=sw1@example.com").path("total").asInt());
        }
    }

    @Test
    void aTotalThatIsNotHighLevelsIsReported() throws Exception {
        try (BuiltProgram server = program("http", "--port", "0")) {
            hooks = server.address().resolve("/hooks/in/");
            sent("17hats-customers", "{'email':'ada@example.com','first_name':'Ada'}");
            awaits("17hats-customers", "done", 1);
            sent(
                    "17hats-invoices",
                    "{'number':'7','customer_email':'ada@example.com','total':100,'lines':[{'name':'Photos','quantity':1,'rate':90}]}");
            awaits("17hats-invoices", "done", 1);
            String report = run("sync", "report", "17hats-invoices").out();
            assertTrue(report.contains("HighLevel's total is 90, that of the message 100"), report);
        }
    }

    @Test
    void aFileIsShownFirstAndWrittenOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("contacts.csv"), """
                \uFEFFFirst Name;Last Name;Primary E-mail Address;Primary Phone Number;Tags
                Ada;Okafor;ada@example.com;(207) 555-0142;"wedding, VIP"
                Ben;"Voss
                Lund";ben@example.com;;
                """);
        Run dry = run("sync", "import", "17hats-customers", file.toString(), "--dry-run");
        assertEquals(0, dry.exit(), dry.err());
        assertEquals(List.of(), sandbox.writes());
        Run real = run("sync", "import", "17hats-customers", file.toString());
        assertEquals(0, real.exit(), real.err());
        assertEquals(2, wrote("/contacts/upsert"));
        Run again = run("sync", "import", "17hats-customers", file.toString());
        assertEquals(0, again.exit(), again.err());
        assertEquals(2, wrote("/contacts/upsert"));
    }

    @Test
    void aWrongArgumentIsNamedWithTheNearestRightOne() throws Exception {
        Run right = run("sync", "check");
        assertEquals(0, right.exit(), right.err());
        Run tested = run("sync", "test");
        assertEquals(0, tested.exit(), tested.out() + tested.err());
        Path wrong = folder.resolve("wrong.yaml");
        Files.writeString(
                wrong,
                Files.readString(Path.of("config/syncs/17hats.yaml")).replace("\"firstName\":", "\"firstNmae\":"));
        Files.writeString(
                folder.resolve("application.yaml"),
                Files.readString(folder.resolve("application.yaml")).replaceFirst("files: .*", "files: " + wrong));
        Run check = run("sync", "check");
        assertTrue(check.exit() != 0, check.out());
        String said = check.out() + check.err();
        assertTrue(said.contains("firstNmae") && said.contains("firstName"), said);
    }

    private int sent(String sync, String body) throws Exception {
        HttpResponse<String> answer = post(sync, TOKEN, body);
        assertEquals(202, answer.statusCode(), answer.body());
        return Json.MAPPER.readTree(answer.body()).path("accepted").asInt();
    }

    private HttpResponse<String> post(String sync, String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hooks.resolve(sync))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void awaits(String sync, String state, int count) {
        Awaitility.await(sync + " " + state).atMost(Duration.ofSeconds(60)).until(() -> {
            HttpRequest request =
                    HttpRequest.newBuilder(hooks.resolve("/syncs")).build();
            JsonNode syncs = Json.MAPPER.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            return syncs.valueStream()
                            .filter(one -> one.path("name").asString().equals(sync))
                            .findFirst()
                            .orElseThrow()
                            .path("messages")
                            .path(state)
                            .asInt()
                    >= count;
        });
    }

    private long wrote(String end) {
        return sandbox.writes().stream()
                .map(AppliedWrite::path)
                .filter(path -> path.contains(end))
                .count();
    }

    private JsonNode call(String tool, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        all[0] = "call";
        all[1] = tool;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Run run = run(all);
        assertEquals(0, run.exit(), run.err());
        return Json.MAPPER.readTree(run.out());
    }

    private Run run(String... arguments) throws Exception {
        try (BuiltProgram program = program(arguments)) {
            String out = String.join("\n", program.rest());
            return new Run(program.exitCode(), out, program.stderr());
        }
    }

    private BuiltProgram program(String... arguments) throws Exception {
        Map<String, String> environment = SandboxAccount.agencyVariables(
                sandbox.uri().toString(),
                "GHL_STORE_FILE",
                folder.resolve("state.db").toString(),
                "HATS_HOOK_TOKEN",
                TOKEN);
        String[] all = new String[arguments.length + 2];
        all[0] = "--config";
        all[1] = folder.resolve("application.yaml").toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return BuiltProgram.start(environment, all);
    }
}
