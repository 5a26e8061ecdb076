package dev.ghlmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// From a product to its payment by nothing but `search_tools`, `describe_tool` and `call_tool`, on a sandbox.
class WholeApiScenarioTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final DispatcherFixture fixture =
            DispatcherFixture.on(sandbox.uri()).indexed(Generation.DATED, "all");
    private final ToolView view = fixture.view();
    private final Dispatcher dispatcher = fixture.open();
    private final List<String> questions = new ArrayList<>();
    private Confirmer.Answer answer = Confirmer.Answer.ACCEPTED;

    private final Confirmer person = new Confirmer() {
        @Override
        public String absence() {
            return null;
        }

        @Override
        public Answer ask(String question, String subject) {
            questions.add(question);
            return answer;
        }
    };

    @AfterEach
    void close() {
        dispatcher.close();
        sandbox.close();
    }

    @Test
    void aProductIsMadePricedInvoicedSentAndPaid() {
        find("make a product", "create_product");
        assertTrue(describe("create_product").contains("productType"));
        JsonNode product = call("create_product", "{'name':'Whitening kit','productType':'PHYSICAL'}");
        String productId = product.path("_id").asString();

        find("set a price for a product", "create_product_price");
        JsonNode price = call(
                "create_product_price",
                "{'productId':'%s','name':'Standard','type':'one_time','currency':'USD','amount':180}"
                        .formatted(productId));
        assertEquals(180, price.path("amount").asInt());

        find("write an invoice for a client", "upsert_invoice");
        JsonNode invoice = call(
                "upsert_invoice",
                ("{'name':'Whitening kit','currency':'USD','issueDate':'2026-12-01','dueDate':'2026-12-15',"
                                + "'contactDetails':{'id':'9bXDRdLTcEhj4ZP2CfwB','name':'Maya Castellanos',"
                                + "'email':'maya.castellanos@example.com','phoneNo':'+12075550103'},"
                                + "'businessDetails':{'name':'Harbor Dental'},'discount':{'type':'percentage'},"
                                + "'items':[{'name':'Whitening kit','amount':180,'qty':1,'currency':'USD','productId':'%s'}]}")
                        .formatted(productId));
        String invoiceId = invoice.findValue("_id").asString();
        assertEquals(List.of(), questions);

        find("send an invoice to the client", "send_invoice");
        String send = "{'invoiceId':'%s','action':'email','liveMode':true,'userId':'7KWyWfty6uEvcdZQoaZr'}"
                .formatted(invoiceId);
        answer = Confirmer.Answer.DECLINED;
        assertTrue(result("send_invoice", send).error());
        assertEquals("draft", status(invoiceId));
        answer = Confirmer.Answer.ACCEPTED;
        call("send_invoice", send);
        assertEquals(2, questions.size());
        assertEquals("sent", status(invoiceId));

        find("record a cash payment for an invoice", "record_invoice_payment");
        call("record_invoice_payment", "{'invoiceId':'%s','mode':'cash','notes':'At the desk'}".formatted(invoiceId));
        assertEquals(3, questions.size());

        find("payment transactions", "list_payment_transactions");
        JsonNode payments = call("list_payment_transactions", "{'entityId':'%s'}".formatted(invoiceId));
        assertEquals(1, payments.path("data").size(), payments::toString);
        assertEquals(180, payments.at("/data/0/amount").asInt());
        assertEquals("paid", status(invoiceId));
    }

    @Test
    void listsArePagedWhereverTheyStand() {
        assertEquals(0, call("list_products", "{}").at("/paging/count").asInt());
        for (String name : List.of("One", "Two", "Three")) {
            call("create_product", "{'name':'%s','productType':'DIGITAL'}".formatted(name));
        }
        JsonNode first = call("list_products", "{'limit':2}");
        assertEquals(2, first.at("/paging/count").asInt(), first::toString);
        JsonNode next = first.at("/paging/next");
        JsonNode second = call("list_products", next.toString());
        assertEquals("Three", second.at("/products/0/name").asString());
        assertEquals(1, second.at("/paging/count").asInt());
        JsonNode accounts = call("list_social_categories", "{}");
        assertEquals(2, accounts.at("/paging/count").asInt(), accounts::toString);
    }

    @Test
    void anUploadedFileIsAmongTheMedia() {
        find("upload a picture to the media library", "upload_media_file");
        JsonNode uploaded = call(
                "upload_media_file",
                "{'file':{'filename':'prices.csv','dataBase64':'YSxiCjEsMgo='},'name':'Prices','hosted':false}");
        JsonNode files = call("list_media_files", "{'type':'file','sortBy':'createdAt','sortOrder':'asc'}");
        assertEquals(uploaded.path("fileId"), files.at("/files/0/_id"), files::toString);
        assertEquals("prices.csv", files.at("/files/0/file/filename").asString());
        assertEquals(8, files.at("/files/0/file/size").asInt());
    }

    @Test
    void aRecordOfACustomObjectIsWrittenAndFound() {
        call(
                "create_object_schema",
                "{'key':'pets','labels':{'singular':'Pet','plural':'Pets'},'primaryDisplayPropertyDetails':{'key':'name','name':'Name','dataType':'TEXT'}}");
        assertEquals(4, call("list_objects", "{}").path("objects").size());
        JsonNode made = call(
                "create_object_record", "{'schemaKey':'custom_objects.pets','properties':{'name':'Rex','kind':'dog'}}");
        String id = made.at("/record/id").asString();
        call(
                "update_object_record",
                "{'schemaKey':'custom_objects.pets','id':'%s','properties':{'name':'Max'}}".formatted(id));
        JsonNode found = call("search_object_records", "{'schemaKey':'custom_objects.pets','page':1,'pageLimit':10}");
        assertEquals("Max", found.at("/records/0/properties/name").asString(), found::toString);
        assertEquals(
                0,
                call("search_object_records", "{'schemaKey':'business','page':1,'pageLimit':10}")
                        .path("total")
                        .asInt());
    }

    private String status(String invoiceId) {
        return call("get_invoice", "{'invoiceId':'%s'}".formatted(invoiceId))
                .path("status")
                .asString();
    }

    private void find(String words, String name) {
        JsonNode found = direct("search_tools", Json.MAPPER.createObjectNode().put("query", words));
        List<String> names = new ArrayList<>();
        found.path("tools").forEach(tool -> names.add(tool.path("name").asString()));
        found.path("others").forEach(line -> names.add(line.asString().replaceFirst("[: ].*", "")));
        assertTrue(names.stream().limit(5).anyMatch(name::equals), () -> words + ": " + names);
    }

    private String describe(String name) {
        ObjectNode names = Json.MAPPER.createObjectNode();
        names.putArray("names").add(name);
        return direct("describe_tool", names).toString();
    }

    private JsonNode call(String name, String arguments) {
        ToolResult result = result(name, arguments);
        assertFalse(result.error(), result::text);
        return Json.MAPPER.readTree(result.json().toString());
    }

    private ToolResult result(String name, String arguments) {
        ObjectNode call =
                Json.MAPPER.createObjectNode().put("name", name).put("arguments", arguments.replace('\'', '"'));
        return dispatcher.call(Caller.local(dispatcher.access()), person, view, "call_tool", call);
    }

    private JsonNode direct(String tool, ObjectNode arguments) {
        ToolResult result = dispatcher.call(Caller.local(dispatcher.access()), person, view, tool, arguments);
        assertFalse(result.error(), result::text);
        return Json.MAPPER.readTree(result.json().toString());
    }
}
