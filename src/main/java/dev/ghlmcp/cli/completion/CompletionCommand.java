package dev.ghlmcp.cli.completion;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.context.CommandContext;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp completion`: a script for each shell.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a script that completes commands, options and tools in a shell.",
        footer = {
            "",
            "  bash: source <(ghl-mcp completion bash)       in ~/.bashrc",
            "  zsh:  source <(ghl-mcp completion zsh)        in ~/.zshrc, after compinit",
            "  fish: ghl-mcp completion fish | source        in ~/.config/fish/config.fish",
            "  PowerShell: ghl-mcp completion powershell | Out-String | Invoke-Expression        in $PROFILE"
        })
public final class CompletionCommand implements Runnable {
    /// The shells that have a script.
    enum Shell {
        bash,
        zsh,
        fish,
        powershell
    }

    @ParentCommand
    CommandContext root;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    Shell shell;

    @Override
    public void run() {
        PrintStream out = root.out();
        CommandLine line = spec.root().commandLine();
        ArgumentCompletion arguments = new ArgumentCompletion(ToolView.load());
        out.print(
                switch (shell) {
                    // picocli's script for bash serves zsh too, as soon as zsh speaks bash's `complete`.
                    case bash, zsh -> arguments.bash(AutoComplete.bash("ghl-mcp", line));
                    case fish -> fish(line);
                    case powershell -> new PowerShellCompletion(line, arguments).script();
                });
    }

    private static String fish(CommandLine root) {
        List<String> lines = new ArrayList<>(List.of("complete -c ghl-mcp -f"));
        StringBuilder names = new StringBuilder();
        root.getSubcommands().keySet().forEach(name -> names.append(' ').append(name));
        root.getSubcommands().forEach((name, command) -> {
            lines.add("complete -c ghl-mcp -n 'not __fish_seen_subcommand_from" + names + "' -a " + name
                    + described(first(command.getCommandSpec().usageMessage().description())));
            String seen = "complete -c ghl-mcp -n '__fish_seen_subcommand_from " + name + "'";
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.hidden()) {
                    lines.add(seen + option(option));
                }
            }
            command.getSubcommands().forEach((inner, nested) -> {
                lines.add(seen + " -a " + inner);
                nested.getCommandSpec().options().stream()
                        .filter(option -> !command.getCommandSpec().optionsMap().containsKey(option.longestName()))
                        .forEach(option -> lines.add("complete -c ghl-mcp -n '__fish_seen_subcommand_from " + name
                                + "; and __fish_seen_subcommand_from " + inner + "'" + option(option)));
            });
        });
        for (OptionSpec option : root.getCommandSpec().options()) {
            lines.add("complete -c ghl-mcp -n 'not __fish_seen_subcommand_from" + names + "'" + option(option));
        }
        ToolView tools = ToolView.load();
        Map<String, JsonNode> entries = tools.entries();
        for (String tool : tools.listed()) {
            lines.add("complete -c ghl-mcp -n '__fish_seen_subcommand_from call tools' -a " + tool
                    + described(entries.get(tool).path("description").asString()));
        }
        for (String operation : new ToolNames.Watched()) {
            lines.add("complete -c ghl-mcp -n '__fish_seen_subcommand_from watch' -a " + operation);
        }
        lines.addAll(new ArgumentCompletion(tools).fish());
        lines.add("complete -c ghl-mcp -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish powershell'");
        return String.join("\n", lines) + "\n";
    }

    private static String option(OptionSpec option) {
        StringBuilder text = new StringBuilder();
        for (String name : option.names()) {
            text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            // A value that has no list of words is most likely a file.
            text.append(
                    option.completionCandidates() == null
                            ? " -r -F"
                            : " -x -a '" + String.join(" ", option.completionCandidates()) + "'");
        }
        return text + described(first(option.description()));
    }

    private static String first(String[] description) {
        return description.length == 0 ? "" : description[0];
    }

    private static String described(String text) {
        String sentence = text.contains("${") ? "" : text.split("[.;:] ", 2)[0];
        return sentence.isEmpty() ? "" : " -d '" + sentence.replace("\\", "").replace("'", "\\'") + "'";
    }
}
