package dev.ghlmcp.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.WholeSchemas;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What `ghl-mcp tools TOOL` prints, over the whole catalogue.
class ToolPageTest {
    private static final Pattern WORD = Pattern.compile("'((?:[^']|'\\\\'')*)'|(\\S+)");
    private static final String COMMAND = "ghl-mcp --sandbox call ";

    private final Map<String, JsonNode> entries = ToolView.load().entries();

    @TempDir
    private Path folder;

    @Test
    void everyExampleWorksAsPrinted() throws UsageException {
        Map<String, String> failures = new TreeMap<>();
        for (ToolDefinition tool : Catalog.load().tools()) {
            ToolResult result = call(tool);
            if (result.error()) {
                failures.put(tool.name(), result.text());
            }
        }
        assertEquals(
                "",
                String.join(
                        "\n", failures.entrySet().stream().map(Object::toString).toList()));
    }

    @Test
    void everyArgumentIsShown() {
        Map<String, JsonNode> whole = WholeSchemas.entries();
        for (ToolDefinition tool : Catalog.load().tools()) {
            String page = new ToolPage(tool, entries.get(tool.name())).text();
            for (String name :
                    whole.get(tool.name()).at("/inputSchema/properties").propertyNames()) {
                assertTrue(page.contains("\n  --" + CallArguments.flag(name) + " "), tool.name() + " " + name + page);
            }
        }
    }

    @Test
    void readsLikeThis() {
        ToolDefinition tool = Catalog.load().find("add_contact_tags");
        assertEquals("""
                add_contact_tags: Add tags to one contact and keep those it has.

                Toolset contacts. Writes; a second identical call changes nothing more.
                Scope contacts.write. Token of the sub-account.

                Arguments (* must be given):
                  --contact-id  * text. Name, or id from search_contacts
                  --tags        * list of text
                  --location-id   text
                  --dry-run       boolean

                Example, which works as it stands:
                  ghl-mcp --sandbox call add_contact_tags --contact-id ouXvz8AgsBOHRYQt5OJB --tags vip""", new ToolPage(tool, entries.get(tool.name())).text());
    }

    @Test
    void whatIsNeverCalledHasNoArgumentsOfACall() {
        ApiTools tools = new ApiTools(Generation.DATED);
        String page = new ToolPage(tools.tool("get_oauth_token"), tools.entry("get_oauth_token")).text();
        assertTrue(page.contains("Described, but never called."), page);
        assertFalse(page.contains("--dry-run") || page.contains("--confirm"), page);
    }

    /// The words of the example's last line, taken apart as a shell does, on a sandbox of its own.
    private ToolResult call(ToolDefinition tool) throws UsageException {
        JsonNode entry = entries.get(tool.name());
        String line =
                new ToolPage(tool, entry).text().lines().toList().getLast().strip();
        assertTrue(line.startsWith(COMMAND + tool.name()), line);
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line.substring((COMMAND + tool.name()).length()));
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        new CallArguments(tool.name(), entry.at("/inputSchema/properties"), List.of()).addTo(arguments, words);
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
                        .withLimits(0, 0)
                        .withClock(InstantSource.fixed(Instant.parse("2026-11-23T14:00:00Z"))));
                Dispatcher dispatcher = DispatcherFixture.on(sandbox.uri())
                        .recordings(folder)
                        .allowingAll()
                        .open()) {
            return dispatcher.call(dispatcher.local(), Confirmer.ABSENT, tool.name(), arguments);
        }
    }
}
