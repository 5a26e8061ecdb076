package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.selection.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The scopes to tick in HighLevel stand in one page, which `-Dupdate=true` rewrites from the records.
class ScopesPageTest {
    private static final Path PAGE = Path.of("docs/scopes.md");
    private static final String BEGIN = "<!-- scopes -->\n";
    private static final String END = "<!-- /scopes -->";

    private final List<ToolDefinition> tools = Catalog.load().tools();

    @Test
    void thePageHasTheScopesOfEveryPresetAndToolset() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Preset preset : Preset.values()) {
            String name = preset.name().toLowerCase(Locale.ROOT);
            text.append(section("## Preset `" + name + "`", tool -> has(preset, tool)));
        }
        text.append("\n## One toolset\n\n| toolset | to read | to write as well |\n|---|---|---|\n");
        tools.stream()
                .collect(Collectors.groupingBy(ToolDefinition::toolset, TreeMap::new, Collectors.toList()))
                .forEach((toolset, own) -> text.append(
                        "| `" + toolset + "` | " + words(scopes(own, true)) + " | " + words(added(own)) + " |\n"));
        String page = Files.readString(PAGE);
        String wanted = page.replaceFirst(
                "(?s)" + BEGIN + ".*" + END,
                Matcher.quoteReplacement(BEGIN + text.toString().strip() + "\n" + END));
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, wanted);
        }
        assertEquals(wanted, page, "Expected once after an update");
    }

    private String section(String title, Predicate<ToolDefinition> has) {
        List<ToolDefinition> own = tools.stream().filter(has).toList();
        return "\n" + title + " (" + own.size() + " tools)\n\nTo read:\n\n" + lines(scopes(own, true))
                + "\nTo write as well:\n\n" + lines(added(own));
    }

    private static boolean has(Preset preset, ToolDefinition tool) {
        return preset == Preset.ALL
                || preset.toolsets().contains(tool.toolset())
                || preset.tools().contains(tool.name());
    }

    private static Set<String> scopes(List<ToolDefinition> tools, boolean readOnly) {
        return tools.stream()
                .filter(tool -> tool.hints().readOnly() || !readOnly)
                .flatMap(tool -> tool.scopes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> added(List<ToolDefinition> tools) {
        Set<String> all = scopes(tools, false);
        all.removeAll(scopes(tools, true));
        return all;
    }

    private static String words(Collection<String> scopes) {
        return scopes.isEmpty() ? "" : "`" + String.join("`, `", scopes) + "`";
    }

    private static String lines(Collection<String> scopes) {
        return scopes.stream().map(scope -> "- `" + scope + "`\n").collect(Collectors.joining());
    }
}
