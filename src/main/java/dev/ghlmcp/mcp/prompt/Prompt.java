package dev.ghlmcp.mcp.prompt;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.lookup.LookupException;
import dev.ghlmcp.mcp.lookup.NameLookup;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A task that people often ask for. Its data is read first, so that the assistant begins with it.
///
/// @param name      that clients show
/// @param title     for people
/// @param text      what it does, a sentence for people
/// @param arguments that it takes
/// @param needs     tools without which it is not offered
/// @param next      tools that the assistant may need then
/// @param task      what the assistant is to do with the data, in Markdown
/// @param gathering reads the data
public record Prompt(
        String name,
        String title,
        String text,
        List<PromptInput> arguments,
        List<String> needs,
        List<String> next,
        String task,
        Consumer<PromptData> gathering) {

    /// Two texts for the assistant: the data, and what to do with it.
    public record Asked(String data, String task) {}

    /// Whether all tools are there that it needs.
    boolean possible(ToolView tools) {
        return tools.callable().containsAll(needs);
    }

    /// Reads the data.
    ///
    /// @param values by argument; an empty text is no value
    /// @throws IllegalArgumentException with a sentence if the values cannot be used
    public Asked ask(CallerTools tools, NameLookup names, Map<String, String> values, Clock clock) {
        PromptData data = new PromptData(tools, clock);
        try {
            data.begin(new PromptValues(this, tools, names).read(values));
            gathering.accept(data);
        } catch (LookupException e) {
            data.note("Nothing was gathered from here on: " + e.getMessage());
        }
        return new Asked(data.text(), task.strip() + "\n\n" + steps(tools.view()));
    }

    private String steps(ToolView tools) {
        List<String> there = next.stream().filter(tools.callable()::contains).toList();
        if (there.isEmpty()) {
            return "No tool for what may follow is offered here: say what I should do myself.";
        }
        boolean listed = tools.listed().containsAll(there);
        return "Tools for what may follow" + (listed ? "" : " (through call_tool where they are not listed)") + ": "
                + String.join(", ", there) + ".";
    }
}
