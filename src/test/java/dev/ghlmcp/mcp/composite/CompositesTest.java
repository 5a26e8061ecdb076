package dev.ghlmcp.mcp.composite;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.mcp.Scripted;
import dev.ghlmcp.mcp.call.ToolResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tools that choose among requests, or whose request another took the place of.
class CompositesTest {
    private static final String INVOICE = """
            'name':'Crown','currency':'USD','issueDate':'2030-01-31',
            'items':[{'name':'Crown','currency':'USD','amount':900,'qty':1}]""";
    private static final String PARTIES = """
            ,'businessDetails':{'name':'Harbor Dental'},
            'contactDetails':{'id':'c1','name':'Ada','email':'ada@example.com','phoneNo':'+12075550199'}""";

    @Test
    void aContactTooYoungForTheSearchIsFoundByTheDuplicateCheck() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(post(urlPathEqualTo("/contacts/search")), "{\"contacts\":[],\"total\":0}");
            scripted.answer(get(urlPathEqualTo("/contacts/search/duplicate")), "{\"contact\":{\"id\":\"young\"}}");
            ToolResult found = scripted.call("find_contact", "{'phone':'+12075550199'}");
            assertEquals(
                    "{\"contacts\":[{\"id\":\"young\"}],\"total\":1,\"paging\":{\"count\":1,\"total\":1},"
                            + "\"touched\":{\"locationId\":\"loc1\"}}",
                    found.text());
            assertEquals(
                    "GET /contacts/search/duplicate?number=%2B12075550199&locationId=loc1",
                    scripted.sent().getLast());
            scripted.answer(get(urlPathEqualTo("/contacts/search/duplicate")), "{\"contact\":null}");
            assertTrue(scripted.call("find_contact", "{'email':'nobody@example.com'}")
                    .text()
                    .startsWith("{\"contacts\":[],\"total\":0"));
        }
    }

    @Test
    void anInvoiceIsCreatedAndSentToItsContact() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), "{\"_id\":\"i1\"}");
            assertFalse(scripted.call("upsert_invoice", "{" + INVOICE + PARTIES + "}")
                    .error());
            assertEquals("POST /invoices/", scripted.sent().getLast());
            assertEquals(
                    "[\"ada@example.com\"]", scripted.body().at("/sentTo/email").toString());
            assertEquals("loc1", scripted.body().path("altId").asString());
            assertEquals("location", scripted.body().path("altType").asString());
            assertEquals("percentage", scripted.body().at("/discount/type").asString());
            assertTrue(scripted.body().path("liveMode").booleanValue());
        }
    }

    @Test
    void aContactOfAnInvoiceMayHaveNoPhoneNumber() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), "{\"_id\":\"i1\"}");
            scripted.call("upsert_invoice", "{" + INVOICE + PARTIES.replace(",'phoneNo':'+12075550199'", "") + "}");
            assertEquals("", scripted.body().at("/contactDetails/phoneNo").asString("none"));
        }
    }

    @Test
    void aDraftIsReplacedWithoutWhatWasNotGiven() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), "{\"_id\":\"i1\"}");
            scripted.call("upsert_invoice", "{'invoiceId':'i1','dueDate':'2030-02-28'," + INVOICE + PARTIES + "}");
            assertEquals("PUT /invoices/i1", scripted.sent().getLast());
            assertEquals("Crown", scripted.body().at("/invoiceItems/0/name").asString());
            assertEquals("c1", scripted.body().path("contactId").asString());
            assertFalse(scripted.body().has("discount")
                    || scripted.body().has("liveMode")
                    || scripted.body().has("items"));
        }
    }

    private static final String NUMBERED = "{'invoiceNumber':'1042'," + INVOICE + PARTIES + "}";

    private static void list(Scripted scripted, String invoices) {
        scripted.answer(
                get(urlPathEqualTo("/invoices/")), "{\"invoices\":[" + invoices.replace('\'', '"') + "],\"total\":1}");
    }

    @Test
    void anInvoiceOfAKnownNumberIsReplacedAndNotMadeAgain() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), "{\"_id\":\"i1\"}");
            list(scripted, "{'_id':'i0','invoiceNumber':'104','status':'draft'}");
            assertFalse(scripted.call("upsert_invoice", NUMBERED).error());
            assertTrue(scripted.sent().getFirst().startsWith("GET /invoices/?altType=location&"));
            assertTrue(scripted.sent().getFirst().contains("contactId=c1"));
            assertEquals("POST /invoices/", scripted.sent().getLast());
            list(scripted, "{'_id':'i1','invoiceNumber':1042,'status':'draft','dueDate':'2030-02-28T00:00:00.000Z'}");
            assertFalse(scripted.call("upsert_invoice", NUMBERED).error());
            assertEquals("PUT /invoices/i1", scripted.sent().getLast());
            assertEquals("2030-02-28", scripted.body().path("dueDate").asString());
            String dry = scripted.call("upsert_invoice", NUMBERED.replace("{'inv", "{'dryRun':true,'inv"))
                    .text();
            assertTrue(dry.contains("\"method\":\"PUT\""), dry);
            assertTrue(scripted.sent().getLast().startsWith("GET"), "nothing was written after the search");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'_id':'i1','invoiceNumber':'INV-1042','status':'draft'},{'_id':'i2','invoiceNumber':'1042','status':'void'} | the contact has 2 invoices of the number "1042": "i1" ("draft"), "i2" ("void"). Give the invoiceId of the draft that is meant.
            {'_id':'i7','invoiceNumber':'1042','status':'sent'} | the number "1042" is that of the invoice "i7", not of invoiceId "i1": correct one of them.
            {'_id':'i1','invoiceNumber':'1042','status':'sent'} | the invoice of the number "1042" is "i1" and its status "sent": only a draft can be replaced. A payment is recorded by record_invoice_payment, and void_invoice takes an invoice back.
            """)
    void whatCannotBeReplacedByItsNumberIsSaidAndNothingIsDone(String invoices, String said) {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            list(scripted, invoices);
            ToolResult result = scripted.call(
                    "upsert_invoice",
                    NUMBERED.replace(
                            "'invoiceN",
                            (said.contains("invoiceId \"") ? "'invoiceId':'i1','dueDate':'2030-03-01'," : "")
                                    + "'invoiceNumberPrefix':'INV-','invoiceN"));
            assertTrue(result.error());
            assertEquals(
                    "1 request was sent, which HighLevel answered 200, and nothing was changed; no other was sent. upsert_invoice: "
                            + said,
                    result.text());
            assertEquals(1, scripted.sent().size());
        }
    }

    @Test
    void aNumberThatCannotBeLookedForIsNotBilled() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(get(urlPathEqualTo("/invoices/")), WireMock.status(401));
            ToolResult result = scripted.call("upsert_invoice", NUMBERED);
            assertTrue(result.error() && result.text().contains("scope invoices.readonly"), result::text);
            assertTrue(scripted.sent().stream().noneMatch(sent -> sent.startsWith("POST")));
        }
    }

    @Test
    void whatOneOfTheTwoInvoiceRequestsCannotTakeIsRefused() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            assertEquals(
                    "Nothing was sent. upsert_invoice: contactDetails is needed to create an invoice; businessDetails is needed to create an invoice;"
                            + " description can only be set when a draft is replaced: give invoiceId, or leave it out.",
                    scripted.call("upsert_invoice", "{'description':'x'," + INVOICE + "}")
                            .text());
            assertEquals(
                    "Nothing was sent. upsert_invoice: dueDate is needed to replace an invoice;"
                            + " sentTo can only be set when an invoice is created: leave it out.",
                    scripted.call(
                                    "upsert_invoice",
                                    "{'invoiceId':'i1','sentTo':{'email':['a@example.com']}," + INVOICE + "}")
                            .text());
            assertEquals(0, scripted.sent().size());
        }
    }

    @Test
    void theContactListThatV3TookAwayIsMadeFromTheSearch() {
        try (Scripted scripted = Scripted.both(Generation.V3)) {
            scripted.answer(
                    any(anyUrl()), "{\"contacts\":[{\"id\":\"c1\",\"searchAfter\":[1700,\"c1\"]}],\"total\":9}");
            String text =
                    scripted.call("list_contacts", "{'limit':1,'query':'ada'}").text();
            assertEquals("POST /contacts/search", scripted.sent().getLast());
            assertTrue(
                    text.endsWith(
                            "\"paging\":{\"count\":1,\"total\":9,\"next\":{\"limit\":1,\"query\":\"ada\",\"startAfter\":1700,\"startAfterId\":\"c1\"}},"
                                    + "\"touched\":{\"locationId\":\"loc1\"}}"),
                    text);
            scripted.call("list_contacts", "{'startAfter':1700,'startAfterId':'c1'}");
            assertEquals("[1700,\"c1\"]", scripted.body().path("searchAfter").toString());
        }
    }

    @Test
    void theUserListThatV3TookAwayIsMadeFromTheSearch() {
        try (Scripted scripted = Scripted.both(Generation.V3)) {
            scripted.answer(any(anyUrl()), "{\"users\":[{\"id\":\"u1\"}],\"count\":1}");
            String text = scripted.call("list_location_users", "{}").text();
            assertTrue(text.contains("\"count\":1"), text);
            assertTrue(text.endsWith("\"touched\":{\"locationId\":\"loc1\"}}"), text);
            String sent = scripted.sent().getLast();
            assertTrue(sent.startsWith("GET /users/search?"), sent);
            assertTrue(sent.contains("locationId=loc1") && sent.contains("companyId=comp1"), sent);
        }
    }
}
