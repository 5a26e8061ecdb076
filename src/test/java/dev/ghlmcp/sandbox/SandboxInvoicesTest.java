package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Creating, changing and reading an invoice.
class SandboxInvoicesTest {
    private static final String OWNER = "?altId=LOC&altType=location";
    private static final String ORTHODONTICS = "WK59PFkl0JfI2yyVlbPe";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void createsADraftWithTheNextNumber() {
        Wire.Answer answer = wire.send("POST", "/invoices/", invoice(item("450", "1", ""), "'type':'percentage'"));
        assertEquals(200, answer.status());
        JsonNode invoice = answer.body();
        assertTrue(invoice.get("_id").stringValue().matches("[0-9a-f]{24}"));
        assertEquals("draft", invoice.get("status").stringValue());
        assertEquals("1003", invoice.get("invoiceNumber").stringValue());
        assertEquals(450, invoice.get("amountDue").asInt());
        assertTrue(invoice.at("/invoiceItems/0/_id").isString());
        assertFalse(invoice.has("items"));
        JsonNode read = read(invoice.get("_id").stringValue()).body();
        assertEquals(invoice.get("total"), read.get("total"));
        assertEquals(450, read.at("/totalSummary/subTotal").asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            100   | 3 |                                                         | 'type':'percentage','value':10                              | 270    | {"subTotal":300,"discount":30,"tax":0}
            19.99 | 2 |                                                         | 'type':'fixed','value':5                                    | 34.98  | {"subTotal":39.98,"discount":5,"tax":0}
            100   | 1 | ,'taxes':[{'_id':'t','name':'ME','rate':5.5}]                       | 'type':'percentage','value':50                      | 52.75  | {"subTotal":100,"discount":50,"tax":2.75}
            110   | 1 | ,'taxes':[{'_id':'t','name':'ME','rate':10}],'taxInclusive':true    | 'type':'percentage','value':0                       | 110    | {"subTotal":110,"discount":0,"tax":10}
            100   | 1 | ,'productId':'p'                                        | 'type':'percentage','value':10,'validOnProductIds':['other'] | 100    | {"subTotal":100,"discount":0,"tax":0}
            1000  | 1 |                                                         | 'type':'fixed','value':2000                                 | 0      | {"subTotal":1000,"discount":1000,"tax":0}
            """)
    void computesTheTotals(String amount, String qty, String more, String discount, String total, String summary) {
        Wire.Answer created =
                wire.send("POST", "/invoices/", invoice(item(amount, qty, more == null ? "" : more), discount));
        assertEquals(total, created.body().get("total").toString());
        JsonNode read = read(created.body().get("_id").stringValue()).body();
        assertEquals(summary, read.get("totalSummary").toString());
    }

    @Test
    void updatesWithItemsOfAnotherName() {
        Wire.Answer created = wire.send("POST", "/invoices/", invoice(item("450", "1", ""), "'type':'percentage'"));
        String path = "/invoices/" + created.body().get("_id").stringValue();
        String change = "{'altId':'LOC','altType':'location','name':'Two guards','currency':'USD',"
                + "'issueDate':'2026-11-23','dueDate':'2026-12-07','%s':[" + item("450", "2", "") + "]}";
        Wire.Answer updated = wire.send("PUT", path, change.formatted("invoiceItems"));
        assertEquals(900, updated.body().get("total").asInt());
        assertEquals("1003", updated.body().get("invoiceNumber").stringValue());
        assertEquals(
                "[\"property items should not exist\",\"invoiceItems must be an array of objects\"]",
                wire.send("PUT", path, change.formatted("items"))
                        .body()
                        .get("message")
                        .toString());
        Wire.Answer readdressed = wire.send(
                "PUT",
                path,
                change.formatted("invoiceItems").replaceFirst("}$", ",'contactId':'ouXvz8AgsBOHRYQt5OJB'}"));
        assertEquals(
                "Priya Raman", readdressed.body().at("/contactDetails/name").stringValue());
    }

    @Test
    void voidsWhatWasSentAndKeepsWhatIsVoid() {
        Wire.Answer created = wire.send("POST", "/invoices/", invoice(item("450", "1", ""), "'type':'percentage'"));
        String path = "/invoices/" + created.body().get("_id").stringValue();
        String owner = "'altId':'LOC','altType':'location'";
        assertEquals(
                "Can not void draft invoice. You can delete draft invoice!",
                wire.send("POST", path + "/void", "{" + owner + "}")
                        .body()
                        .get("message")
                        .stringValue());
        wire.send(
                "POST",
                path + "/send",
                "{" + owner + ",'action':'send_manually','liveMode':true,'userId':'7KWyWfty6uEvcdZQoaZr'}");
        assertEquals(
                "void",
                wire.send("POST", path + "/void", "{" + owner + "}")
                        .body()
                        .get("status")
                        .stringValue());
        String change = "{" + owner + ",'name':'n','currency':'USD','issueDate':'2026-11-23','dueDate':'2026-12-07',"
                + "'invoiceItems':[" + item("1", "2", "") + "]}";
        assertEquals(400, wire.send("PUT", path, change).status());
    }

    @Test
    void reportsWhatIsMissing() {
        Wire.Answer answer = wire.send(
                "POST",
                "/invoices/",
                invoice("{'name':'x','amount':'1','qty':1}", "'value':1").replace("'altType':'location',", ""));
        assertEquals(422, answer.status());
        assertEquals(
                "[\"altType must be one of the following values: location\","
                        + "\"items.0.currency must be a string\","
                        + "\"items.0.amount must be a number conforming to the specified constraints\","
                        + "\"discount.type must be one of the following values: percentage, fixed\"]",
                answer.body().get("message").toString());
        assertEquals(422, wire.get("/invoices/x").status());
    }

    @Test
    void keepsInvoicesToTheirLocation() {
        String id = wire.send("POST", "/invoices/", invoice(item("450", "1", ""), "'type':'percentage'"))
                .body()
                .get("_id")
                .stringValue();
        assertEquals(200, wire.asAgency("GET", "/invoices/" + id + OWNER, null).status());
        String other = "/invoices/" + id + OWNER.replace("LOC", ORTHODONTICS);
        assertEquals(403, wire.get(other).status());
        Wire.Answer hidden = wire.asAgency("GET", other, null);
        assertEquals(400, hidden.status());
        assertEquals("Unable to find an invoice with the given invoice id", hidden.message());
    }

    @Test
    void wantsAContactOfTheLocation() {
        Wire.Answer answer = wire.send(
                "POST",
                "/invoices/",
                invoice(item("1", "1", ""), "'type':'fixed'").replace("Bz1MsAMZhaoYD7djHZma", "nobody"));
        assertEquals(400, answer.status());
        assertEquals("Contact with id nobody not found", answer.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            &limit=10&offset=0                                             | 1002 1001 | 2
            &limit=1&offset=1                                              | 1001      | 2
            &limit=10&offset=0&status=paid                                 | 1001      | 1
            &limit=10&offset=0&contactId=ouXvz8AgsBOHRYQt5OJB              | 1002      | 1
            &limit=10&offset=0&search=CASTELLANOS                          | 1001      | 1
            &limit=10&offset=0&startAt=2026-11-01&endAt=2026-11-20         | 1002      | 1
            &limit=10&offset=0&paymentMode=test                            | ''        | 0
            &limit=10&offset=0&sortField=issueDate&sortOrder=ascend        | 1001 1002 | 2
            """)
    void lists(String query, String numbers, int total) {
        Wire.Answer answer = wire.get("/invoices/" + OWNER + query);
        assertEquals(200, answer.status());
        assertEquals(numbers, answer.firsts("invoices", "invoiceNumber"));
        assertEquals(total, answer.body().get("total").asInt());
    }

    @Test
    void listsOnlyWithAPage() {
        assertEquals(422, wire.get("/invoices/" + OWNER + "&offset=0").status());
        assertEquals(
                422,
                wire.get("/invoices/" + OWNER + "&limit=1&offset=0&sortOrder=desc")
                        .status());
    }

    private Wire.Answer read(String id) {
        return wire.get("/invoices/" + id + OWNER);
    }

    private static String item(String amount, String qty, String more) {
        return "{'name':'Night guard','currency':'USD','amount':%s,'qty':%s%s}".formatted(amount, qty, more);
    }

    private static String invoice(String item, String discount) {
        return """
                {'altId':'LOC','altType':'location','name':'Night guard','businessDetails':{'name':'Harbor Dental'},
                'currency':'USD','items':[%s],'discount':{%s},'contactDetails':{'id':'Bz1MsAMZhaoYD7djHZma',
                'name':'Walter Hagopian','phoneNo':'+12075550108','email':'walter.hagopian@example.com'},
                'issueDate':'2026-11-23','sentTo':{'email':[]},'liveMode':true}""".formatted(item, discount);
    }
}
