package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.catalog.endpoint.ToolHints;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.prompt.Prompt;
import dev.ghlmcp.mcp.prompt.Prompts;
import dev.ghlmcp.operation.annotation.Risk;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The generated parts of the README, between their markers; `-Dupdate=true` rewrites them.
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path CLAUDE_DESKTOP = Path.of("config/clients/claude-desktop.json");

    /// What the buttons put into VS Code and Cursor is the same but for Cursor's limit of tools, and starts the package
    /// of
    /// the pom's owner.
    @Test
    void theButtonsStartThePackage() throws IOException {
        Matcher button = Pattern.compile("\\(https://[^)]*name=gohighlevel&config=([^)]+)\\)")
                .matcher(Files.readString(README));
        List<String> entries = button.results()
                .map(link -> URLDecoder.decode(link.group(1), StandardCharsets.UTF_8))
                .map(entry -> entry.startsWith("{")
                        ? entry
                        : new String(Base64.getDecoder().decode(entry), StandardCharsets.UTF_8))
                .toList();
        assertEquals(2, entries.size());
        assertEquals(
                entries.getFirst(),
                entries.getLast().replace(",\"GHL_TOOLS_SURFACE\":\"search\"", ""),
                "VS Code first, then Cursor");
        assertTrue(entries.getLast().contains("GHL_TOOLS_SURFACE"));
        JsonNode entry = Json.MAPPER.readTree(entries.getFirst());
        // Anybody could publish a package under a placeholder, and would get the tokens of those who press the button.
        String owner = Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*<release.owner>([^<]+)<.*", "$1");
        assertEquals(
                owner.equals("owner"),
                Files.readString(README).contains("<!-- buttons, hidden until release.owner is real:"),
                "Show the buttons once the owner is real");
        assertEquals("npx", entry.path("command").asString());
        assertEquals(
                "[\"-y\",\"@" + owner + "/ghl-mcp\",\"stdio\"]",
                entry.path("args").toString());
    }

    @Test
    void listsTheTools() throws IOException {
        Map<String, StringBuilder> toolsets = new LinkedHashMap<>();
        List<ToolDefinition> tools = new ArrayList<>(Catalog.load().tools());
        tools.addAll(Overview.tools(ToolView.load().entries()));
        for (ToolDefinition tool : tools) {
            toolsets.computeIfAbsent(
                            tool.toolset(),
                            name -> new StringBuilder("\n### ")
                                    .append(name)
                                    .append("\n\n| tool | what it does | |\n|---|---|---|\n"))
                    .append("| `")
                    .append(tool.name())
                    .append("` | ")
                    .append(tool.text())
                    .append(" | ")
                    .append(kind(tool))
                    .append(" |\n");
        }
        assertPart("tools", String.join("", toolsets.values()));
    }

    @Test
    void listsThePrompts() throws IOException {
        StringBuilder table = new StringBuilder("\n| prompt | what it gives | arguments |\n|---|---|---|\n");
        for (Prompt prompt : Prompts.ALL) {
            String arguments = prompt.arguments().stream()
                    .map(argument -> "`" + argument.name() + "`" + (argument.required() ? " (required)" : ""))
                    .collect(Collectors.joining(", "));
            table.append("| `")
                    .append(prompt.name())
                    .append("` | ")
                    .append(prompt.text())
                    .append(" | ")
                    .append(arguments)
                    .append(" |\n");
        }
        assertPart("prompts", table.append('\n').toString());
    }

    @Test
    void showsTheClaudeDesktopSnippet() throws IOException {
        assertPart("client:claude-desktop", "```json\n" + Files.readString(CLAUDE_DESKTOP) + "```\n");
    }

    @Test
    void theClaudeDesktopSnippetStartsThisProgram() throws IOException {
        JsonNode server = Json.MAPPER.readTree(Files.readString(CLAUDE_DESKTOP)).at("/mcpServers/gohighlevel");
        assertTrue(server.path("command").asString().endsWith("/bin/ghl-mcp"));
        assertEquals("[\"stdio\"]", server.path("args").toString());
        assertEquals(
                List.of("GHL_TOKEN", "GHL_LOCATION_ID"),
                List.copyOf(server.path("env").propertyNames()));
    }

    @Test
    void countsTheTools() throws IOException {
        List<ToolDefinition> tools = Catalog.load().tools();
        long toolsets = tools.stream().map(ToolDefinition::toolset).distinct().count();
        assertSentence(README, "all **" + tools.size() + " tools** in " + toolsets + " toolsets");
        long writing = tools.stream().filter(tool -> !tool.hints().readOnly()).count();
        long asking = tools.stream()
                .filter(tool -> tool.hints().consent().risk() != Risk.WRITES)
                .count();
        assertSentence(
                Path.of("docs/writes.md"),
                writing + " of the " + tools.size() + " tools change something, and " + asking
                        + " of these have calls that wait");
    }

    private static String kind(ToolDefinition tool) {
        ToolHints hints = tool.hints();
        boolean agency = !tool.endpoints().isEmpty()
                && tool.endpoints().getFirst().tokens().equals(List.of(TokenClass.AGENCY));
        return (hints.readOnly() ? "reads" : hints.destructive() ? "destructive" : "writes")
                + (agency ? ", agency token" : "");
    }

    /// An update replaces the sentence that differs in its numbers only.
    private static void assertSentence(Path page, String expected) throws IOException {
        if (Boolean.getBoolean("update")) {
            String any = "\\Q" + expected.replaceAll("\\d+", "\\\\E\\\\d+\\\\Q") + "\\E";
            Files.writeString(page, Files.readString(page).replaceFirst(any, Matcher.quoteReplacement(expected)));
        }
        assertTrue(Files.readString(page).contains(expected), () -> page + " does not say: " + expected);
    }

    private static void assertPart(String name, String expected) throws IOException {
        String readme = Files.readString(README);
        String open = "<!-- " + name + " -->\n";
        int start = readme.indexOf(open) + open.length();
        int end = readme.indexOf("<!-- /" + name + " -->");
        if (Boolean.getBoolean("update")) {
            Files.writeString(README, readme.substring(0, start) + expected + readme.substring(end));
        } else {
            assertEquals(expected, readme.substring(start, end));
        }
    }
}
