package dev.ghlmcp.mcp.composite;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.mcp.Scripted;
import dev.ghlmcp.mcp.call.ToolResult;
import org.junit.jupiter.api.Test;

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
