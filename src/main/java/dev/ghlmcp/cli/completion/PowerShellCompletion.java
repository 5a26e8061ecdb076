package dev.ghlmcp.cli.completion;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Completes in PowerShell, for which picocli makes no script.
///
/// @param root      the command line
/// @param arguments of the tools
record PowerShellCompletion(CommandLine root, ArgumentCompletion arguments) {
    /// The script. Where it looks for the command, the word that is being typed is not looked at.
    String script() {
        Map<String, Collection<String>> words = new TreeMap<>();
        Map<String, Collection<String>> first = new TreeMap<>();
        Map<String, Collection<String>> values = new TreeMap<>();
        root.getSubcommands().forEach((name, command) -> {
            Collection<String> known = words.computeIfAbsent(name, _ -> new TreeSet<>());
            known.addAll(command.getSubcommands().keySet());
            Stream.concat(Stream.of(command), command.getSubcommands().values().stream())
                    .flatMap(each -> each.getCommandSpec().options().stream())
                    .filter(option -> !option.hidden())
                    .forEach(option -> {
                        known.add(option.longestName());
                        for (String spelling : option.names()) {
                            put(values, name + " " + spelling, option);
                        }
                    });
            command.getCommandSpec().positionalParameters().forEach(parameter -> put(first, name, parameter));
        });
        Map<String, Collection<String>> flags = new LinkedHashMap<>();
        arguments.all().forEach((tool, known) -> {
            flags.put(tool, known.keySet());
            known.forEach((flag, taken) -> {
                if (!taken.isEmpty()) {
                    values.put(tool + " " + flag, taken);
                }
            });
        });
        words.put("", root.getSubcommands().keySet());
        words.put(
                " ",
                root.getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .toList());
        return """
                # Completes ghl-mcp in PowerShell.
                Register-ArgumentCompleter -Native -CommandName 'ghl-mcp', 'ghl-mcp.cmd' -ScriptBlock {
                    param($wordToComplete, $commandAst, $cursorPosition)
                    $words = @{
                %s    }
                    $first = @{
                %s    }
                    $values = @{
                %s    }
                    $arguments = @{
                %s    }
                    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
                        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
                    $command = @($before | Where-Object { $_ -and $words.ContainsKey($_) })[0]
                    $tool = @($before | Where-Object { $arguments.ContainsKey($_) })[0]
                    $last = @($before)[-1]
                    $offered = if ($values.ContainsKey("$command $last")) {
                        $values["$command $last"]
                    } elseif ($tool -and $values.ContainsKey("$tool $last")) {
                        $values["$tool $last"]
                    } elseif (-not $command) {
                        "$($words['']) $($words[' '])"
                    } elseif ($tool) {
                        "$($words[$command]) $(if ($command -in 'call', 'watch') { $arguments[$tool] })"
                    } else {
                        "$($first[$command]) $($words[$command])"
                    }
                    $offered -split ' ' | Where-Object { $_ -and $_ -like "$wordToComplete*" } | ForEach-Object {
                        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                    }
                }
                """.formatted(table(words), table(first), table(values), table(flags));
    }

    private static void put(Map<String, Collection<String>> table, String name, ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            argument.completionCandidates()
                    .forEach(word ->
                            table.computeIfAbsent(name, _ -> new TreeSet<>()).add(word));
        }
    }

    private static String table(Map<String, ? extends Collection<String>> table) {
        StringBuilder lines = new StringBuilder();
        table.forEach((name, words) -> lines.append("        '")
                .append(name)
                .append("' = '")
                .append(String.join(" ", words))
                .append("'\n"));
        return lines.toString();
    }
}
