package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The endpoints that the sandbox knows from the index alone.
class SandboxIndexTest {
    private static final String PRODUCT = "{'name':'Night guard','locationId':'LOC','productType':'PHYSICAL'}";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void whatIsCreatedIsListedReadChangedAndDeleted() {
        Wire.Answer created = wire.send("POST", "/products/", PRODUCT);
        assertEquals(201, created.status());
        String id = created.body().get("_id").stringValue();
        assertTrue(id.matches("[0-9a-f]{24}"));
        assertEquals("Night guard", created.body().get("name").stringValue());
        assertEquals(SampleAccount.LOCATION_ID, created.body().get("locationId").stringValue());

        Wire.Answer listed = wire.send("GET", "/products/?locationId=LOC", null);
        assertEquals(1, listed.body().at("/total/0/total").asInt());
        assertEquals(id, listed.body().at("/products/0/_id").stringValue());

        String path = "/products/" + id;
        wire.send("PUT", path, PRODUCT.replace("Night", "Mouth"));
        assertEquals(
                "Mouth guard",
                wire.send("GET", path + "?locationId=LOC", null)
                        .body()
                        .get("name")
                        .stringValue());

        assertEquals(200, wire.send("DELETE", path + "?locationId=LOC", null).status());
        Wire.Answer gone = wire.send("GET", path + "?locationId=LOC", null);
        assertEquals(400, gone.status());
        assertEquals("Product with id " + id + " not found", gone.message());
        assertEquals(
                0,
                wire.send("GET", "/products/?locationId=LOC", null)
                        .body()
                        .get("products")
                        .size());
    }

    @Test
    void partsBelongToTheirWholeAndWantOne() {
        String price = "{'name':'Standard','type':'one_time','currency':'USD','amount':450,'locationId':'LOC'}";
        assertEquals(
                400,
                wire.send("POST", "/products/0123456789abcdef01234567/price", price)
                        .status());
        String one = created();
        String other = created();
        assertEquals(
                201, wire.send("POST", "/products/" + one + "/price", price).status());
        assertEquals(1, prices(one));
        assertEquals(0, prices(other));
    }

    @Test
    void subAccountsHaveTheirOwn() {
        String id = created();
        String second = SampleAccount.SECOND_LOCATION_TOKEN;
        String query = "?locationId=" + SampleAccount.SECOND_LOCATION_ID;
        assertEquals(
                0,
                wire.send(second, "2021-07-28", "GET", "/products/" + query, null)
                        .body()
                        .get("products")
                        .size());
        assertEquals(
                400,
                wire.send(second, "2021-07-28", "GET", "/products/" + id + query, null)
                        .status());
        assertEquals(
                403,
                wire.send(second, "2021-07-28", "GET", "/products/?locationId=LOC", null)
                        .status());
    }

    @Test
    void requestsAreCheckedByTheirShapes() {
        Wire.Answer wrong =
                wire.send("POST", "/products/", "{'name':5,'locationId':'LOC','productType':'GAS','colour':'red'}");
        assertEquals(422, wrong.status());
        String message = wrong.body().get("message").toString();
        assertTrue(message.contains("property colour should not exist"), message);
        assertTrue(message.contains("name must be a string"), message);
        assertTrue(message.contains("productType must be one of the following values: "), message);
        assertTrue(wire.send("POST", "/products/", "{'locationId':'LOC'}")
                .body()
                .get("message")
                .toString()
                .contains("name must be a string"));
    }

    @Test
    void tokensVersionsAndGenerationsAreChecked() {
        String path = "/products/?locationId=LOC";
        assertEquals(
                401,
                wire.send(SampleAccount.LIMITED_TOKEN, "2021-07-28", "GET", path, null)
                        .status());
        assertEquals(401, wire.send("2020-01-01", "GET", path, null).status());
        assertEquals(200, wire.send("v3", "GET", path, null).status());
        String widgets = "/chat-widget/list?locationId=LOC&offset=0&limit=10";
        assertEquals(404, wire.send("GET", widgets, null).status());
        assertEquals(200, wire.send("v3", "GET", widgets, null).status());
        assertEquals(404, wire.send("GET", "/products/one/two/three", null).status());
    }

    @Test
    void whatNobodyCanCreateIsThereAlready() {
        Wire.Answer forms = wire.send("GET", "/forms/?locationId=LOC", null);
        assertEquals(2, forms.body().get("total").asInt());
        assertEquals("New patient form", forms.body().at("/forms/0/name").stringValue());
        assertEquals(
                forms.untraced(),
                wire.send("GET", "/forms/?locationId=LOC", null).untraced());
    }

    @Test
    void whatCannotBeKeptIsMadeOfWhatTheDocumentsShow() {
        Wire.Answer statistics =
                wire.send("POST", "/social-media-posting/statistics?locationId=LOC", "{'profileIds':['a']}");
        assertEquals(201, statistics.status());
        assertEquals(0, statistics.body().at("/results/totals/likes").asInt(-1));
    }

    @Test
    void wordsOfPathsAreNoIds() {
        assertEquals(
                200,
                wire.send("GET", "/invoices/settings?altId=LOC&altType=location", null)
                        .status());
        assertEquals(
                0,
                wire.send("GET", "/invoices/template?altId=LOC&altType=location&limit=10&offset=0", null)
                        .body()
                        .get("totalCount")
                        .asInt());
        assertTrue(wire.send("GET", "/conversations/messages/export?locationId=LOC", null)
                .body()
                .has("messages"));
        assertTrue(wire.send("GET", "/opportunities/lost-reason?locationId=LOC", null)
                .body()
                .has("lostReasons"));
    }

    @Test
    void oneThingHasOnePlaceWhicheverPathLeadsThere() {
        Wire.Answer link =
                wire.send("POST", "/links/", "{'locationId':'LOC','name':'Offer','redirectTo':'https://a.example'}");
        String id = link.body().at("/link/id").stringValue();
        assertEquals(
                "Offer",
                wire.send("GET", "/links/id/" + id + "?locationId=LOC", null)
                        .body()
                        .at("/link/name")
                        .stringValue());
        wire.send("PUT", "/links/" + id, "{'name':'Deal','redirectTo':'https://b.example'}");
        assertEquals(
                "Deal",
                wire.send("GET", "/links/search?locationId=LOC&query=dea", null)
                        .body()
                        .at("/links/0/name")
                        .stringValue());
        assertEquals(
                0,
                wire.send("GET", "/links/search?locationId=LOC&query=offer", null)
                        .body()
                        .get("links")
                        .size());
    }

    @Test
    void aPaymentOfAnInvoiceIsATransaction() {
        String invoice = "/invoices/bcedc132202ca138704b95ab";
        String owner = "'altId':'LOC','altType':'location'";
        wire.send("POST", invoice + "/send", "{%s,'userId':'u','action':'email','liveMode':true}".formatted(owner));
        assertEquals("sent", invoice(invoice, "status"));
        String payment = "{%s,'mode':'cash','notes':'','amount':%s}";
        assertEquals(
                "partially_paid",
                wire.send("POST", invoice + "/record-payment", payment.formatted(owner, "290"))
                        .body()
                        .at("/invoice/status")
                        .stringValue());
        assertEquals(
                400,
                wire.send("POST", invoice + "/record-payment", payment.formatted(owner, "1001"))
                        .status());
        wire.send("POST", invoice + "/record-payment", payment.formatted(owner, "1000"));
        assertEquals("paid", invoice(invoice, "status"));
        assertEquals("0", invoice(invoice, "amountDue"));
        Wire.Answer payments = wire.send(
                "GET", "/payments/transactions?altId=LOC&altType=location&entityId=bcedc132202ca138704b95ab", null);
        assertEquals(List.of("290", "1000"), payments.each("data", "amount"));
        assertEquals(
                400,
                wire.send("POST", invoice + "/record-payment", payment.formatted(owner, "1"))
                        .status());
    }

    @Test
    void aMessageStandsInTheConversationOfItsContact() {
        String sms =
                "{'type':'SMS','contactId':'9bXDRdLTcEhj4ZP2CfwB','message':'Your guard is here','subType':'x','status':'pending'}";
        Wire.Answer sent = wire.send("POST", "/conversations/messages", sms);
        String conversation = sent.body().get("conversationId").stringValue();
        Wire.Answer messages = wire.get("/conversations/" + conversation + "/messages");
        assertEquals(
                "Your guard is here",
                messages.body().at("/messages/messages/0/body").stringValue());
        Wire.Answer found = wire.get("/conversations/search?locationId=LOC&contactId=9bXDRdLTcEhj4ZP2CfwB");
        assertEquals(
                "Your guard is here",
                found.body().at("/conversations/0/lastMessageBody").stringValue());
        Wire.Answer again =
                wire.send("POST", "/conversations/", "{'locationId':'LOC','contactId':'9bXDRdLTcEhj4ZP2CfwB'}");
        assertEquals(conversation, again.body().at("/conversation/id").stringValue());
    }

    @Test
    void anEmailIsReadByItsOwnId() {
        String email =
                "{'type':'Email','contactId':'9bXDRdLTcEhj4ZP2CfwB','html':'<p>Hello</p>','subject':'Hi','subType':'x','status':'pending'}";
        Wire.Answer sent = wire.send("POST", "/conversations/messages", email);
        JsonNode message = wire.get("/conversations/messages/"
                        + sent.body().get("messageId").stringValue())
                .body()
                .get("message");
        String id = message.at("/meta/email/messageIds/0").stringValue();
        Wire.Answer read = wire.get("/conversations/messages/email/" + id);
        assertEquals("Hi", read.body().at("/emailMessage/subject").stringValue());
        assertEquals("<p>Hello</p>", read.body().at("/emailMessage/body").stringValue());
    }

    @Test
    void aNewCustomFieldIsAmongThoseOfTheSubAccount() {
        String fields = "/locations/LOC/customFields";
        int before = wire.get(fields).body().get("customFields").size();
        Wire.Answer made = wire.send("POST", fields, "{'name':'Shoe size','dataType':'NUMERICAL'}");
        assertEquals(
                "contact.shoe_size", made.body().at("/customField/fieldKey").stringValue());
        assertEquals(before + 1, wire.get(fields).body().get("customFields").size());
        String id = made.body().at("/customField/id").stringValue();
        assertEquals(200, wire.send("DELETE", fields + "/" + id, null).status());
        assertEquals(before, wire.get(fields).body().get("customFields").size());
    }

    @Test
    void filesAreUploaded() {
        Wire.Answer uploaded = wire.upload(
                "2021-07-28", "/medias/upload-file", Map.of("file", "a,b\r\n1,2", "name", "Prices", "hosted", "false"));
        assertEquals(200, uploaded.status());
        String id = uploaded.body().get("fileId").stringValue();
        Wire.Answer files = wire.get("/medias/files?altId=LOC&altType=location&sortBy=name&sortOrder=asc&type=file");
        assertEquals(List.of(id), files.each("files", "_id"));
        assertEquals("8", files.body().at("/files/0/file/size").asString());
        assertEquals(
                422,
                wire.upload("2021-07-28", "/medias/upload-file", Map.of("file", "x", "colour", "red"))
                        .status());
    }

    @Test
    void aCopyIsANewOne() {
        String campaign = "{'locationId':'LOC','name':'Spring'}";
        String id = wire.send("PUT", "/ad-publishing/facebook/campaigns", campaign)
                .body()
                .get("_id")
                .stringValue();
        String path = "/ad-publishing/facebook/campaigns/" + id;
        Wire.Answer copy = wire.send("POST", path + "/duplicate", "{'locationId':'LOC'}");
        assertFalse(copy.body().get("_id").stringValue().equals(id));
        assertEquals("Spring", copy.body().get("name").stringValue());
        wire.send("POST", path + "/pause", "{'locationId':'LOC'}");
        Wire.Answer paused = wire.get("/ad-publishing/facebook/campaign/" + id + "?locationId=LOC");
        assertEquals("paused", paused.body().get("status").stringValue());
    }

    @Test
    void listsAreAskedByTimeAndByWordsWithinRecords() {
        String submissions = "/forms/submissions?locationId=LOC";
        JsonNode all = wire.get(submissions).body();
        assertEquals(2, all.get("submissions").size());
        assertTrue(all.at("/meta/nextPage").isNull());
        assertEquals(
                List.of("Priya Raman"),
                wire.get(submissions + "&startAt=2026-11-25&endAt=2026-11-26").each("submissions", "name"));
        assertEquals(
                0,
                wire.get(submissions + "&endAt=2020-01-02")
                        .body()
                        .get("submissions")
                        .size());
        JsonNode first = wire.get(submissions + "&limit=1").body();
        assertEquals(2, first.at("/meta/nextPage").asInt());

        String records = "/objects/business/records";
        wire.send("POST", records, "{'locationId':'LOC','properties':{'name':'Rex'}}");
        String query = "{'locationId':'LOC','page':1,'pageLimit':10,'query':'%s','searchAfter':[]}";
        assertEquals(
                1,
                wire.send("POST", records + "/search", query.formatted("rex"))
                        .body()
                        .get("total")
                        .asInt());
        assertEquals(
                0,
                wire.send("POST", records + "/search", query.formatted("name"))
                        .body()
                        .get("total")
                        .asInt());
    }

    @Test
    void aListThatHasNoPagesAnswersAll() {
        for (int at = 0; at < 22; at++) {
            wire.send("POST", "/links/", "{'locationId':'LOC','name':'Offer','redirectTo':'https://a.example'}");
        }
        assertEquals(22, wire.get("/links/?locationId=LOC").body().get("links").size());
    }

    private String invoice(String path, String field) {
        return wire.get(path + "?altId=LOC&altType=location").body().get(field).asString();
    }

    private int prices(String product) {
        Wire.Answer answer = wire.send("GET", "/products/" + product + "/price?locationId=LOC", null);
        return answer.body().get("total").asInt();
    }

    private String created() {
        return wire.send("POST", "/products/", PRODUCT).body().get("_id").stringValue();
    }
}
