package dev.ghlmcp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From the settings to the operations of the API that may be called.
class ToolWiringTest {
    @TempDir
    private Path folder;

    private Settings settings(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("application.yaml"), yaml);
        return Settings.load(file, null, Map.of(), Map.of());
    }

    private ToolWiring wiring(String yaml) throws IOException {
        return ToolWiring.of(settings(yaml), Generation.DATED, ToolView.load());
    }

    /// @param called operations that may be called, with blanks
    /// @param not    operations that may not
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                      | list_invoices             | create_product send_invoice get_oauth_token
            api: {operations: off}                                  |                           | list_invoices create_product
            api: {operations: all}                                  | send_invoice delete_product record_invoice_payment | get_oauth_token
            api: {operations: 'read, write'}                        | list_invoices create_product | delete_product send_invoice
            api: {operations: write}                                | create_product            | list_invoices
            api: {operations: writes}                               | create_product            | list_invoices
            {api: {operations: all}, tools: {read-only: true}}      | list_invoices             | create_product send_invoice
            {api: {operations: all}, tools: {exclude: 'api:invoices, create_product'}} | list_products | list_invoices send_invoice create_product
            tools: {toolsets: contacts}                             |                           | list_invoices
            tools: {toolsets: 'contacts, api:invoices'}             | list_invoices             | list_products send_invoice
            tools: {preset: sales}                                  |                           | list_invoices
            {api: {operations: read}, tools: {preset: sales}}       | list_invoices             | create_product
            tools: {toolsets: events}                               | list_invoices             | create_product
            """)
    void settingsSayWhatMayBeCalled(String yaml, String called, String not) throws IOException {
        ToolWiring wiring = wiring(yaml);
        for (String name : called == null ? new String[0] : called.split(" ", -1)) {
            assertNull(wiring.offered().indirectRefusal(name), yaml);
            assertEquals(name, wiring.indexed().tool(name).name());
        }
        for (String name : not.split(" ", -1)) {
            assertFalse(wiring.offered().indirectRefusal(name).isEmpty(), yaml);
            assertNull(wiring.indexed().tool(name), yaml + name);
            assertFalse(wiring.listed().listed().contains(name), yaml + name);
        }
    }

    @Test
    void aPlainListLeadsToNoOperation() throws IOException {
        ToolWiring plain = wiring("{}");
        assertEquals(128, plain.listed().listed().size());
        assertFalse(plain.listed().onDemand().callable("list_invoices"));
        ToolWiring searching = wiring("tools: {surface: search}");
        assertTrue(searching.listed().onDemand().callable("list_invoices"));
        assertTrue(
                wiring("api: {operations: read}").listed().listed().containsAll(List.of("search_tools", "call_tool")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            api: {operations: reed}              | must be some of read, write, irreversible, outward and money
            api: {operations: never}             | must be some of read
            tools: {include: send_invoice}       | send_invoice is of the class outward
            tools: {include: get_oauth_token}    | never calls it
            tools: {toolsets: 'api:oauth'}       | api:oauth has no operation that api.operations switches on
            tools: {toolsets: 'api:invoice'}     | there is no toolset 'api:invoice'; did you mean api:invoices?
            tools: {include: send_invoise}       | there is no tool 'send_invoise'; did you mean send_invoice
            tools: {exclude: delete_prod}        | did you mean delete_product
            """)
    void whatSettingsCannotMeanStopsTheStart(String yaml, String sentence) {
        String message =
                assertThrows(SettingsException.class, () -> wiring(yaml)).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    @Test
    void whereNothingButReadsCanBeCalledTheCallerSaysSo() throws IOException {
        for (String yaml : List.of(
                "{tools: {read-only: true}, api: {operations: all}}", "tools: {read-only: true, surface: search}")) {
            assertEquals(
                    "{\"readOnlyHint\":true}",
                    wiring(yaml)
                            .listed()
                            .entries()
                            .get("call_tool")
                            .path("annotations")
                            .toString());
        }
        assertTrue(wiring("tools: {surface: search}")
                .listed()
                .entries()
                .get("call_tool")
                .at("/annotations/destructiveHint")
                .booleanValue());
    }

    @Test
    void aRuleIsToldTheNearestOperation() throws IOException {
        for (String name :
                List.of("api:product=api:products", "delete_prod=delete_product", "send_invoise=send_invoice")) {
            Settings settings = settings("confirm: {allow: '" + name.split("=", 2)[0] + "'}");
            String message = assertThrows(
                            SettingsException.class, () -> AppWiring.of(settings, true, ToolView.load(), "test"))
                    .getMessage();
            assertTrue(message.contains("did you mean " + name.split("=", 2)[1]), message);
        }
        AppWiring.of(settings("confirm: {ask: write}"), true, ToolView.load(), "test");
    }

    @Test
    void limitsMayNameOperationsAndTheirGroups() throws IOException {
        Settings settings = settings("limits: {tools: {list_invoices: 30/1m}, toolsets: {'api:products': 5/1m}}");
        assertFalse(LimitWiring.of(settings, Generation.DATED).limits().none());
        Settings wrong = settings("limits: {tools: {list_invoicez: 30/1m}}");
        assertThrows(SettingsException.class, () -> LimitWiring.of(wrong, Generation.DATED));
    }
}
