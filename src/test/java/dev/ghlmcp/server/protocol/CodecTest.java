package dev.ghlmcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecTest {
    private final Codec codec = new Codec();

    @Test
    void paramsThatDoNotFitAreTheClientsFault() {
        assertRefused(Map.of("name", "x", "arguments", "y"), GetPromptRequest.class);
        assertRefused(Map.of("uri", List.of("x")), ReadResourceRequest.class);
        assertRefused(null, CompleteRequest.class);
        assertRefused(Map.of("ref", Map.of("type", "ref/none")), CompleteRequest.class);
    }

    @Test
    void aTemplateToCompleteIsTakenByItsAddress() {
        CompleteRequest request = codec.convertValue(
                Map.of(
                        "ref", Map.of("type", "ref/resource", "uri", "ghl://contacts/{id}"),
                        "argument", Map.of("name", "id", "value", "a")),
                CompleteRequest.class);
        assertEquals(new TemplateReference("ghl://contacts/{id}"), request.ref());
        assertInstanceOf(TemplateReference.class, request.ref());
    }

    private void assertRefused(Object params, Class<?> type) {
        McpError error = assertThrows(McpError.class, () -> codec.convertValue(params, type));
        assertEquals(-32602, error.getJsonRpcError().code());
        assertEquals("params are not those of a " + type.getSimpleName(), error.getMessage());
    }
}
