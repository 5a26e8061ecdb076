package dev.ghlmcp.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiIndexTest {
    private final ApiIndex index = ApiIndex.get();

    @Test
    void everyOperationHasARequestInOneGenerationAtLeast() {
        assertEquals(516, index.operations().size());
        for (ApiOperation operation : index.operations()) {
            assertTrue(operation.request() != null, operation::name);
            // The documents of advertising in v3 want the version of the dated generation.
            assertTrue(
                    operation.in(true) == null
                            || operation.in(true).version().equals("v3")
                            || operation.group().equals("ad-publishing"),
                    operation::name);
        }
        assertEquals(
                Set.copyOf(index.groups()),
                new HashSet<>(
                        index.operations().stream().map(ApiOperation::group).toList()));
    }

    @Test
    void readsShapes() {
        ApiRoute request = index.find("create_invoice_template").request();
        assertEquals("POST /invoices/template", request.method() + " " + request.path());
        Shape.Members body = assertInstanceOf(Shape.Members.class, request.body());
        assertEquals(
                new Shape.Choice(Shape.Simple.TEXT, List.of("location")),
                body.members().get("altType").shape());
        assertTrue(body.members().get("altType").required());
        assertInstanceOf(Shape.Items.class, body.members().get("items").shape());
        assertNull(index.find("no_such_operation"));
    }

    @Test
    void theNewerGenerationHasItsOwnShape() {
        ApiOperation templates = index.find("list_email_templates");
        assertEquals("/emails/builder", templates.in(false).path());
        assertEquals(
                "/emails/locations/{locationId}/templates", templates.in(true).path());
        assertTrue(templates.in(false).query().members().containsKey("locationId"));
        assertTrue(templates.in(true).query().members().containsKey("folderId"));
        assertTrue(!templates.in(true).query().members().containsKey("locationId"));
    }

    @Test
    void theResourceIsSmallAndCompact() throws IOException {
        try (InputStream in = ApiIndex.class.getResourceAsStream("api.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= 250_000, () -> text.length() + " bytes");
            assertTrue(!text.contains("\n") && !text.contains("\": "));
        }
    }
}
