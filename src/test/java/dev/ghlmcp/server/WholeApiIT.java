package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.INITIALIZED;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// An invoice for a new product, sent and paid, by nothing but the search surface of the built program.
class WholeApiIT {
    private BuiltProgram program;
    private int calls;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        program = BuiltProgram.start(
                Map.of("GHL_TOOLS_SURFACE", "search", "GHL_API_OPERATIONS", "all"), "stdio", "--sandbox");
        program.send(JsonRpc.INITIALIZE.replace("\"roots\"", "\"elicitation\":{},\"roots\""));
        assertEquals("init", id(program.next()));
        program.send(INITIALIZED);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void aProductIsInvoicedAndPaid() throws Exception {
        program.send("{\"jsonrpc\":\"2.0\",\"id\":\"list\",\"method\":\"tools/list\"}");
        List<String> listed = json(program.next())
                .at("/result/tools")
                .valueStream()
                .map(tool -> tool.path("name").asString())
                .toList();
        assertTrue(listed.containsAll(List.of("search_tools", "describe_tool", "call_tool")), listed::toString);
        assertFalse(listed.contains("create_product"));

        String found = ok("search_tools", "{'query':'make a product'}").toString();
        assertTrue(found.contains("create_product"), found);
        String described = ok("describe_tool", "{'names':['create_product','create_product_price']}")
                .toString();
        assertTrue(described.contains("productType"), described);
        String product = call("create_product", "{'name':'Whitening kit','productType':'PHYSICAL'}")
                .path("_id")
                .asString();
        call(
                "create_product_price",
                "{'productId':'%s','name':'Standard','type':'one_time','currency':'USD','amount':180}"
                        .formatted(product));
        JsonNode made = call(
                "upsert_invoice",
                ("{'name':'Whitening kit','currency':'USD','issueDate':'2026-12-01','dueDate':'2026-12-15',"
                                + "'contactDetails':{'id':'9bXDRdLTcEhj4ZP2CfwB','name':'Maya Castellanos',"
                                + "'email':'maya.castellanos@example.com','phoneNo':'+12075550103'},"
                                + "'businessDetails':{'name':'Harbor Dental'},'discount':{'type':'percentage'},"
                                + "'items':[{'name':'Whitening kit','amount':180,'qty':1,'currency':'USD','productId':'%s'}]}")
                        .formatted(product));
        assertEquals(List.of(), asked);

        String invoice = made.findValue("_id").asString();
        call(
                "send_invoice",
                "{'invoiceId':'%s','action':'email','liveMode':true,'userId':'Nora Whitfield'}".formatted(invoice));
        assertTrue(asked.getFirst().startsWith("Send invoice: \"Whitening kit\""), asked::toString);
        call("record_invoice_payment", "{'invoiceId':'%s','mode':'cash','notes':'At the desk'}".formatted(invoice));
        assertEquals(2, asked.size());
        JsonNode payments = call("list_payment_transactions", "{'entityId':'%s'}".formatted(invoice));
        assertEquals(180, payments.at("/data/0/amount").asInt(), payments::toString);
        assertEquals(
                "paid",
                call("get_invoice", "{'invoiceId':'%s'}".formatted(invoice))
                        .path("status")
                        .asString());
    }

    private JsonNode call(String name, String arguments) throws Exception {
        return ok("call_tool", "{'name':'" + name + "','arguments':" + arguments + "}");
    }

    private JsonNode ok(String tool, String arguments) throws Exception {
        calls++;
        program.send(JsonRpc.call(calls, tool, arguments.replace('\'', '"')));
        JsonNode message = json(program.next());
        if (message.has("method")) {
            asked.add(message.at("/params/message").asString());
            program.send("{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":{\"action\":\"accept\","
                    + "\"content\":{}}}");
            message = json(program.next());
        }
        assertFalse(message.at("/result/isError").asBoolean(true), message::toString);
        return message.at("/result/structuredContent");
    }
}
