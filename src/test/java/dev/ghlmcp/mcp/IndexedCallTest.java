package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.OnDemand;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.api.ApiAccess;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.server.host.ToolEndpoints;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.ToolPath;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Operations of the index, called as tools.
class IndexedCallTest {
    private IndexedUpstream upstream;
    private ToolView view;
    private Dispatcher dispatcher;

    @AfterEach
    void stop() {
        upstream.close();
    }

    private void open(Generation generation, AccountLocations locations, String... classes) {
        upstream = new IndexedUpstream(generation, locations, classes);
        view = upstream.view();
        dispatcher = upstream.dispatcher();
    }

    private void open(String... classes) {
        open(Generation.DATED, new AccountLocations("loc1"), classes);
    }

    private ToolResult call(ToolView seen, String name, String arguments) {
        return upstream.call(seen, name, arguments);
    }

    private ToolResult call(String name, String arguments) {
        return upstream.call(name, arguments);
    }

    private LoggedRequest sent() {
        return upstream.sent();
    }

    @Test
    void aReadGoesOutWithTheSubAccountAndDefaultsInItsPlaces() {
        open();
        ToolResult result = call("list_invoices", "{'status':'paid','limit':5}");
        assertFalse(result.error(), result::text);
        assertEquals(
                Set.of("altId=loc1", "altType=location", "status=paid", "limit=5", "offset=0"),
                Set.of(sent().getUrl().substring("/invoices/?".length()).split("&")));
        assertEquals("2021-07-28", sent().getHeader("Version"));
        assertEquals("Bearer pit-location", sent().getHeader("Authorization"));
    }

    @Test
    void aTimeIsReadInTheZoneOfTheSubAccountAndSentInItsForm() {
        open("all");
        upstream.server.stubFor(get(urlPathEqualTo("/locations/loc1"))
                .willReturn(okJson("{\"location\":{\"timezone\":\"America/New_York\"}}")));
        JsonNode post = call("create_social_post", "{'scheduleDate':'2026-12-04T10:00','dryRun':true}")
                .json();
        assertEquals(
                "2026-12-04T10:00:00-05:00",
                post.at("/request/body/scheduleDate").asString(),
                post::toString);
        assertEquals("America/New_York", post.at("/times/zone").asString(), post::toString);
        JsonNode message = call(
                        "send_message",
                        "{'type':'SMS','contactId':'c1','scheduledTimestamp':'2026-12-04T10:00','dryRun':true}")
                .json();
        assertEquals(
                1_796_396_400L, message.at("/request/body/scheduledTimestamp").asLong(), message::toString);
        for (String day : List.of("'2026-11-28'", "1795842000000", "'1795842000000'", "1795842000")) {
            ToolResult logs = call("list_voice_ai_call_logs", "{'startDate':" + day + ",'endDate':'2026-11-28'}");
            assertFalse(logs.error(), logs::text);
            String url = sent().getUrl();
            assertTrue(url.contains("startDate=1795842000000") && url.contains("endDate=1795928399999"), url);
        }
    }

    /// Where the documents want them in one text. Elsewhere each item is a parameter.
    @Test
    void listsInAQueryAreJoinedByCommasWhereTheDocumentsSaySo() {
        open();
        ToolResult report = call(
                "get_facebook_ads_report",
                "{'groupBy':'day','startDate':'2030-01-01','endDate':'2030-01-31','type':'INTEGRATION',"
                        + "'apiFields':['clicks','spend']}");
        assertFalse(report.error(), report::text);
        assertTrue(sent().getUrl().contains("fields=clicks%2Cspend"), sent()::getUrl);
        call("list_products", "{'productIds':['a','b']}");
        assertTrue(sent().getUrl().contains("productIds=a&productIds=b"), sent()::getUrl);
    }

    @Test
    void aWriteSendsItsBody() {
        open("all");
        ToolResult result = call("create_product", "{'name':'Cleaning','productType':'SERVICE'}");
        assertFalse(result.error(), result::text);
        assertEquals(
                Json.MAPPER.readTree("{\"name\":\"Cleaning\",\"locationId\":\"loc1\",\"productType\":\"SERVICE\"}"),
                Json.MAPPER.readTree(sent().getBodyAsString()));
    }

    @Test
    void wrongArgumentsAreRefusedWithTheNearestNames() {
        open("all");
        ToolResult result = call("create_product", "{'nam':'Cleaning','productType':'THING'}");
        assertTrue(result.text().contains("nam is not known; did you mean name?"), result::text);
        assertTrue(result.text().contains("productType must be one of DIGITAL"), result::text);
        assertEquals(List.of(), upstream.urls());
        assertTrue(call("create_prodcut", "{}").text().contains("Did you mean create_product?"));
    }

    @Test
    void noOperationOfAClassThatIsOffIsCalledByAnyWay() {
        open("read");
        for (ApiOperation operation : ApiIndex.get().operations()) {
            if (operation.risk() != ApiRisk.READ) {
                String name = operation.name();
                Caller caller = Caller.local(dispatcher.access());
                ObjectNode none = Json.MAPPER.createObjectNode();
                assertEquals(ToolResult.UNKNOWN, call(name, "{}").outcome());
                assertEquals(
                        ToolResult.UNKNOWN,
                        dispatcher
                                .call(caller, Confirmer.ABSENT, view, name, none)
                                .outcome());
                assertEquals(
                        ToolResult.UNKNOWN,
                        dispatcher.call(caller, Confirmer.ABSENT, name, none).outcome());
                assertEquals(null, dispatcher.tool(name), name);
            }
        }
        assertEquals(List.of(), upstream.urls());
    }

    @Test
    void thoseThatAreNeverCalledAreNotWhateverIsSwitchedOn() {
        open("all");
        for (ApiOperation operation : ApiIndex.get().operations()) {
            if (operation.risk() == ApiRisk.NEVER) {
                assertTrue(call(operation.name(), "{}").text().contains("never calls it"), operation::name);
                assertEquals(null, dispatcher.tool(operation.name()));
            }
        }
        assertEquals(List.of(), upstream.urls());
    }

    @Test
    void aViewThatOnlyReadsCallsReadsAlone() {
        open("all");
        ToolView reading = view.reaching(view.onDemand().reading());
        assertTrue(call(reading, "create_product", "{}").text().contains("only what reads"));
        assertFalse(call(reading, "list_invoices", "{}").error());
    }

    /// An operator who hid a toolset before the API's operations were there hid the product.
    @Test
    void whatHidesAToolsetHidesTheOperationsOfItsProduct() {
        open();
        ApiAccess access = ApiAccess.of(List.of("all"), null, List.of("conversations"), false);
        for (String name : List.of("send_message", "export_messages")) {
            assertFalse(access.callable(name));
            assertTrue(access.refusal(name).contains("tools.exclude"), access.refusal(name));
        }
        assertTrue(access.callable("list_invoices"));
    }

    @Test
    void aNarrowerPathServesWhatItNamesAndNoMore() {
        open("all");
        IndexedTools indexed = new IndexedTools(
                new ApiTools(Generation.DATED), ApiAccess.of(List.of("read", "write"), null, List.of(), false));
        ToolView all = ToolView.load().reaching(indexed.access());
        ToolView listed = all.ledBy(Discovery.entries());
        ToolEndpoints endpoints = new ToolEndpoints(all, listed, indexed, dispatcher, null, "test");
        ToolView invoices = endpoints.view(ToolPath.of("/mcp/x/api:invoices"));
        assertTrue(invoices.listed().contains("list_invoices"));
        assertTrue(invoices.listed().contains("create_invoice_estimate"));
        assertFalse(invoices.listed().contains("send_invoice"));
        assertFalse(invoices.listed().contains("get_contact"));
        assertTrue(call(invoices, "list_products", "{}").error());
        ToolView reading = endpoints.view(ToolPath.of("/mcp/x/api:invoices/readonly"));
        assertTrue(reading.listed().contains("list_invoices"));
        assertFalse(reading.listed().contains("create_invoice_estimate"));
        ToolView readOnly = endpoints.view(ToolPath.of("/mcp/readonly"));
        assertEquals(
                "{\"readOnlyHint\":true}",
                readOnly.entries().get("call_tool").path("annotations").toString());
        assertFalse(call(readOnly, "list_products", "{}").error());
        assertTrue(call(readOnly, "create_product", "{}").error());
        assertTrue(call(readOnly, "create_contact", "{}").error());
        assertEquals(ToolPath.of("/mcp/x/api:invoices,contacts"), ToolPath.of("/mcp/x/api%3Ainvoices%2Ccontacts"));
        assertEquals(
                "There is no toolset api:produts. Did you mean api:products?",
                assertThrows(HttpError.class, () -> endpoints.shared(ToolPath.of("/mcp/x/api:produts")))
                        .getMessage());
        assertEquals(ToolPath.of("/mcp/x/api:invoices"), endpoints.shared(ToolPath.of("/mcp/x/api:invoices")));
        assertEquals(ToolPath.of("/mcp/readonly"), endpoints.shared(ToolPath.of("/mcp/readonly")));
        assertTrue(assertThrows(HttpError.class, () -> endpoints.shared(ToolPath.of("/mcp/x/api:oauth")))
                .getMessage()
                .contains("api:oauth has no operation that the settings of this server switch on"));
    }

    @Test
    void aSearchFindsAndDescribesOperationsBesideTools() {
        open("read");
        ObjectNode query = Json.MAPPER.createObjectNode().put("query", "list surveys");
        Caller caller = Caller.local(dispatcher.access());
        ToolResult found = dispatcher.call(caller, Confirmer.ABSENT, view, "search_tools", query);
        assertEquals("list_surveys", found.json().at("/tools/0/name").asString(), found::text);
        assertTrue(found.json().at("/tools/0/signature").asString().startsWith("list_surveys({"), found::text);
        query.put("query", "send an invoice");
        found = dispatcher.call(caller, Confirmer.ABSENT, view, "search_tools", query);
        assertTrue(found.text().contains("send_invoice: cannot be called here"), found::text);
        query.removeAll().putArray("names").add("send_invoice").add("get_contact");
        ToolResult described = dispatcher.call(caller, Confirmer.ABSENT, view, "describe_tool", query);
        JsonNode first = described.json().at("/tools/0");
        assertTrue(
                first.path("signature")
                        .asString()
                        .startsWith("send_invoice({invoiceId: string, userId: string, action: \"sms_and_email\"|"),
                described::text);
        assertTrue(first.path("notCallable").asString().contains("api.operations"), described::text);
        assertEquals(
                "get_contact({contactId: string})",
                described.json().at("/tools/1/signature").asString());
        assertEquals("locationId, fields", described.json().at("/tools/1/also").asString(), described::text);
        query.removeAll().putArray("names").add("record_invoice_payment").add("list_surveys");
        described = dispatcher.call(caller, Confirmer.ABSENT, view, "describe_tool", query);
        String payment = described.json().at("/tools/0/signature").asString();
        assertTrue(payment.contains("card?: {") && payment.contains("cheque?: {"), payment);
        query.removeAll().putArray("names").add("upload_media_file").add("upload_form_files");
        described = dispatcher.call(caller, Confirmer.ABSENT, view, "describe_tool", query);
        assertTrue(
                described
                        .json()
                        .at("/tools/0/signature")
                        .asString()
                        .contains("file?: string /* path */|{filename: string, dataBase64: string}"),
                described::text);
        assertTrue(
                described.json().at("/tools/1/signature").asString().contains("files?: {[part: string]: string"),
                described::text);
        ToolView none = view.reaching(OnDemand.NONE);
        query.removeAll().put("query", "list surveys");
        assertFalse(dispatcher
                .call(caller, Confirmer.ABSENT, none, "search_tools", query)
                .text()
                .contains("list_surveys"));
        query.removeAll().putArray("names").add("list_invoices");
        assertTrue(dispatcher
                .call(caller, Confirmer.ABSENT, none, "describe_tool", query)
                .text()
                .startsWith("Unknown tool: list_invoices"));
    }

    @Test
    void whoCannotBeAskedGetsACodeForWhatCannotBeUndone() {
        open("all");
        upstream.server.stubFor(
                get(urlPathEqualTo("/products/p1")).willReturn(okJson("{\"_id\":\"p1\",\"name\":\"Night guard\"}")));
        ToolResult first = call("delete_product", "{'productId':'p1'}");
        assertEquals(
                "Delete product: \"Night guard\" (productId \"p1\")?",
                first.json().path("wouldHappen").asString(),
                first::text);
        assertEquals(List.of("/products/p1?locationId=loc1"), upstream.urls());
        String code = first.json().path("confirm").asString();
        ToolResult second = call("delete_product", "{'productId':'p1','confirm':'" + code + "'}");
        assertFalse(second.error(), second::text);
        assertEquals("/products/p1?locationId=loc1", sent().getUrl());
        assertEquals("DELETE", sent().getMethod().getName());
        assertTrue(call("delete_product", "{'productId':'p1','confirm':'" + code + "'}")
                .error());
    }

    @Test
    void keysOfOtherServicesStandInNoResultAndNoQuestion() {
        open("all");
        upstream.server.stubFor(get(urlPathEqualTo("/payments/custom-provider/connect"))
                .willReturn(okJson("{\"name\":\"Pay\",\"paymentProvider\":{\"live\":{\"apiKey\":\"sk_live_SECRET\","
                        + "\"publishableKey\":\"pk_live_SECRET\"}}}")));
        ToolResult read = call("get_payment_provider_config", "{}");
        assertEquals("***", read.json().at("/paymentProvider/live/apiKey").asString(), read::text);
        String keys = "'live':{'apiKey':'sk_live_SECRET','publishableKey':'pk_live_SECRET'}";
        ToolResult dry = call("create_payment_provider_config", "{" + keys + ",'dryRun':true}");
        String asked = upstream.question("create_payment_provider_config", "{" + keys + "}");
        for (String text : List.of(read.text(), dry.text(), asked)) {
            assertFalse(text.contains("SECRET"), text);
        }
        assertTrue(asked.contains("apiKey"), asked);
    }

    @Test
    void aPersonReadsAllOfWhatIsSentAndWhatItIsAbout() {
        open("all");
        String text = "We are closed tomorrow. ".repeat(20).strip();
        String sms = upstream.question(
                "send_message", "{'type':'SMS','contactId':'c1','message':'" + text + "','status':'pending'}");
        assertTrue(sms.contains('"' + text + '"'), sms);
        String longer = upstream.question(
                "send_message", "{'type':'SMS','contactId':'c1','message':'" + "x".repeat(2000) + "'}");
        assertTrue(longer.contains("(400 more characters are not shown)"), longer);
        upstream.server.stubFor(get(urlPathEqualTo("/invoices/i1"))
                .willReturn(okJson("{\"_id\":\"i1\",\"name\":\"W\",\"total\":250,\"currency\":\"USD\","
                        + "\"contactDetails\":{\"name\":\"Priya Raman\",\"email\":\"priya@example.com\"}}")));
        String invoice = upstream.question("send_invoice", "{'invoiceId':'i1','action':'email','liveMode':true}");
        assertEquals(
                "Send invoice: \"W\" (invoiceId \"i1\", total 250 USD, to \"Priya Raman\" [priya@example.com]), action"
                        + " \"email\", liveMode true? HighLevel's document requires userId, which the call leaves out: it"
                        + " may be refused.",
                invoice);
        upstream.server.stubFor(
                get(urlPathEqualTo("/conversations/v1")).willReturn(okJson("{\"id\":\"v1\",\"contactId\":\"c1\"}")));
        upstream.server.stubFor(
                get(urlPathEqualTo("/contacts/c1")).willReturn(okJson("{\"contact\":{\"name\":\"Priya Raman\"}}")));
        String conversation = upstream.question("delete_conversation", "{'conversationId':'v1'}");
        assertEquals("Delete conversation: \"Priya Raman\" (conversationId \"v1\")?", conversation);
    }

    @Test
    void ofManyTwentyAreNamedAndTheRestCounted() {
        open("all");
        upstream.server.stubFor(
                get(urlPathEqualTo("/products/p1")).willReturn(okJson("{\"_id\":\"p1\",\"name\":\"Night guard\"}")));
        String products =
                upstream.question("bulk_update_products", "{'type':'bulk-delete-products','productIds':['p1','p2']}");
        assertTrue(products.contains("\"Night guard\" (productIds \"p1\")"), products);
        String files = upstream.question(
                "bulk_delete_media_files",
                "{'status':'deleted','filesToBeDeleted':[" + String.join(",", Collections.nCopies(50, "{'_id':'f1'}"))
                        + "]}");
        assertTrue(files.contains("30 more"), files);
    }

    @Test
    void whatChangesASubAccountItselfHasToBeToldWhichAndNamesIt() {
        open("all");
        upstream.server.stubFor(get(urlPathEqualTo("/locations/loc1"))
                .willReturn(okJson("{\"location\":{\"id\":\"loc1\",\"name\":\"Harbor Dental\"}}")));
        for (String name : List.of(
                "delete_location",
                "pause_saas_location",
                "enable_saas_location",
                "add_saas_wallet_credits",
                "update_saas_subscription")) {
            ToolResult none = call(name, "{}");
            assertTrue(none.text().contains("locationId is missing"), none::text);
        }
        assertEquals(List.of(), upstream.urls());
        ToolResult question = call("delete_location", "{'locationId':'loc1','deleteTwilioAccount':true}");
        assertEquals(
                "Delete location: \"Harbor Dental\" (locationId \"loc1\"), deleteTwilioAccount true? Takes"
                        + " along everything in the sub-account: its contacts, conversations, calendars, opportunities,"
                        + " invoices and the rest.",
                question.json().path("wouldHappen").asString(),
                question::text);
        ToolResult tag = call("delete_location_tag", "{'tagId':'t1'}");
        assertTrue(tag.json().path("wouldHappen").asString().startsWith("Delete location tag: "), tag::text);
    }

    @Test
    void aQuestionReadsNoOtherRecordOfTheSameId() {
        open("all");
        upstream.server.stubFor(
                any(urlPathMatching("/opportunities/.*")).willReturn(aResponse().withStatus(404)));
        ToolResult first = call("delete_calendar_schedule", "{'id':'s1'}");
        assertTrue(
                first.json().path("wouldHappen").asString().startsWith("Delete calendar schedule: id \"s1\"?"),
                first::text);
        assertEquals(List.of("/calendars/schedules/s1"), upstream.urls());
    }

    @Test
    void aRefusalNamesWhatTheDocumentRequires() {
        open("all");
        upstream.server.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(422)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"message\":[\"altId is wrong\"],\"statusCode\":422}")));
        ToolResult result = call("create_product", "{'description':'x'}");
        assertTrue(
                result.text().contains("HighLevel's document requires name, productType, which the call left out."),
                result::text);
        upstream.server.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(422)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"message\":[\"description must be shorter\"],\"statusCode\":422}")));
        ToolResult given = call("create_product", "{'description':'x'}");
        assertFalse(given.text().contains("left out"), given::text);
        upstream.server.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(401)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"message\":\"The token is not authorized for this scope.\",\"statusCode\":401}")));
        ToolResult unknown = call("list_funnels", "{}");
        assertTrue(unknown.text().contains("a scope that HighLevel's documents do not name"), unknown::text);
    }

    @Test
    void sendingAndMoneyWantAPersonOrTheOperator() {
        open("all");
        for (String name : List.of("send_invoice", "record_invoice_payment")) {
            ToolResult result = call(name, "{'invoiceId':'i1'}");
            assertEquals("unasked", result.outcome());
            assertTrue(result.text().contains("GHL_CONFIRM_ASK=" + name), result::text);
        }
        assertEquals(List.of(), upstream.urls());
    }

    @Test
    void aFencedCallerStaysInItsLocations() {
        open(Generation.DATED, new AccountLocations("loc1", Map.of(), Set.of("loc1")), "all");
        for (String call : List.of(
                "enable_saas_location {'locationId':'loc1','providerLocationId':'loc2','companyId':'comp1'}",
                "get_saas_location_wallet_balance {'companyId':'comp2'}",
                "attach_social_facebook_page {'accountId':'a','companyId':'comp2'}",
                "add_saas_wallet_credits {'locationId':'loc1','complimentaryCreditsAmount':500}",
                "delete_location {'locationId':'loc1','deleteTwilioAccount':true}",
                "list_invoices {'locationId':'loc2'}",
                "list_location_tags {'locationId':'loc2'}",
                "create_product {'locationId':'loc2','name':'x','productType':'SERVICE'}",
                "create_invoice_estimate {'sendEstimateDetails':{'altId':'loc2','altType':'location'}}",
                "create_social_queue_item {'queueId':'q','modifiedPostPayload':{'locationId':'loc2'}}",
                "list_snapshots {}",
                "update_custom_menu {'customMenuId':'m','locations':['loc2']}",
                "bulk_disable_saas {'companyId':'comp1','locationIds':['loc2']}")) {
            String name = call.substring(0, call.indexOf(' '));
            if (ApiIndex.get().find(name) == null) {
                continue;
            }
            ToolResult result = call(name, call.substring(call.indexOf(' ') + 1));
            assertTrue(result.error(), () -> call + ": " + result.text());
        }
        assertEquals(
                List.of(),
                upstream.urls().stream()
                        .filter(url -> !url.startsWith("/locations/loc1"))
                        .toList());
        assertFalse(upstream.server.getAllServeEvents().stream()
                .anyMatch(event -> !event.getRequest().getMethod().getName().equals("GET")));
    }

    @Test
    void theTokenOfAnAgencyFindsNoRecordOfAnotherSubAccount() {
        AccountLocations fence = new AccountLocations("loc1", Map.of(), Set.of("loc1"));
        upstream = new IndexedUpstream(Generation.DATED, null, fence, "all");
        ToolResult one = upstream.call("get_invoice", "{'invoiceId':'of-loc2'}");
        assertTrue(one.text().contains("needs a token of the sub-account"), one::text);
        ToolResult agency = upstream.call("list_snapshot_pushes", "{'snapshotId':'s','from':'a','to':'b'}");
        assertTrue(agency.error(), agency::text);
        assertEquals(List.of(), upstream.urls());
        ToolResult all = upstream.call("list_invoices", "{}");
        assertFalse(all.error(), all::text);
        assertEquals("Bearer pit-agency", upstream.sent().getHeader("Authorization"));
    }

    @Test
    void theNewerGenerationIsCalledByItsOwnRoute() {
        open(Generation.V3, new AccountLocations("loc1"), "all");
        ToolResult result = call("list_email_templates", "{}");
        assertFalse(result.error(), result::text);
        assertTrue(sent().getUrl().startsWith("/emails/locations/loc1/templates"), sent()::getUrl);
        assertEquals("v3", sent().getHeader("Version"));
    }
}
