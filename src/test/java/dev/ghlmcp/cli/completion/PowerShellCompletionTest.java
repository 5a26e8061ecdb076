package dev.ghlmcp.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.GhlMcp;
import dev.ghlmcp.watch.Trigger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The script for PowerShell as a text: no PowerShell has run it.
class PowerShellCompletionTest {
    private final String script =
            new PowerShellCompletion(GhlMcp.commands(), new ArgumentCompletion(ToolView.load())).script();

    @Test
    void knowsCommandsOptionsValuesToolsAndTheirArguments() {
        assertTrue(words("").containsAll(List.of("call", "completion", "stdio")), script);
        assertTrue(words("call").containsAll(List.of("--all-pages", "--format", "--sandbox")));
        assertTrue(words("auth").containsAll(List.of("login", "status", "logout", "--no-browser")));
        assertEquals(List.of("csv", "json", "jsonl", "table"), words("call --format"));
        assertEquals(List.of("asc", "desc"), words("list_locations --order"));
        assertEquals(List.of("bash", "fish", "powershell", "zsh"), lastWords("completion"));
        assertTrue(lastWords("install").contains("cursor"));
        assertTrue(lastWords("call").containsAll(ToolView.load().listed()));
        assertTrue(lastWords("watch").containsAll(Trigger.load().keySet()));
        assertTrue(words("search_contacts").containsAll(List.of("--query", "--page-limit")));
        assertTrue(words("add_contact_tags").contains("--contact-id"));
    }

    @Test
    void isBalanced() {
        for (String pair : List.of("{}", "()", "[]")) {
            assertEquals(count(pair.charAt(0)), count(pair.charAt(1)), pair);
        }
        assertTrue(script.lines()
                .allMatch(line -> line.chars().filter(c -> c == '\'').count() % 2 == 0));
    }

    private long count(int character) {
        return script.chars().filter(c -> c == character).count();
    }

    private List<String> words(String name) {
        return words(script.indexOf("        '" + name + "' = '"), name);
    }

    private List<String> lastWords(String name) {
        return words(script.indexOf("        '" + name + "' = '", script.indexOf("$first = @{")), name);
    }

    private List<String> words(int at, String name) {
        assertTrue(at > 0, name + " is not in\n" + script);
        String line = script.substring(at, script.indexOf('\n', at));
        return Arrays.asList(
                line.substring(line.indexOf("= '") + 3, line.length() - 1).split(" "));
    }
}
