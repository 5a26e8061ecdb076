package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.http.Served.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// No error of the protocol says back what a client sent at length.
class ErrorSizeTest {
    private static final int MAX = 3_000;
    private static final String LONG = "x".repeat(1 << 20);

    @AutoClose
    private static final Served served = Served.start();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{long}                 | {}",
                "tools/call             | {'name':'{long}'}",
                "prompts/get            | {'name':'{long}'}",
                "resources/read         | {'uri':'{long}'}",
                "resources/read         | {'uri':'test://{long}'}",
                "completion/complete    | {'ref':{'type':'ref/prompt','name':'{long}'},'argument':{'name':'a','value':'b'}}",
                "completion/complete    | {'ref':{'type':'{long}'},'argument':{'name':'a','value':'b'}}",
            })
    void isSmall(String method, String params) throws IOException {
        String older = request(method, params);
        assertSmall(served.post(older, served.session()));
        assertSmall(served.post(older));
        String newer = request(
                method,
                params.substring(0, params.length() - 1) + (params.length() > 2 ? "," : "")
                        + "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                        + "'io.modelcontextprotocol/clientCapabilities':{}}}");
        assertSmall(served.post(newer, "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: " + method));
    }

    @Test
    void aVersionIsNotSaidBackEither() throws IOException {
        String meta = "{'_meta':{'io.modelcontextprotocol/protocolVersion':'{long}',"
                + "'io.modelcontextprotocol/clientCapabilities':{}}}";
        assertSmall(served.post(request("tools/list", meta), "Mcp-Method: tools/list"));
    }

    private static String request(String method, String params) {
        return ("{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':" + params + "}")
                .replace('\'', '"')
                .replace("{long}", LONG);
    }

    private static void assertSmall(Answer answer) {
        assertTrue(
                answer.body().length() < MAX,
                () -> answer.body().length() + " bytes: " + answer.body().substring(0, 200));
        assertTrue(Json.MAPPER.readTree(answer.body()).has("error"), answer.text());
        assertEquals("application/json", answer.header("Content-Type"));
    }
}
