package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.output.CallArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Completes what follows `call TOOL`: the tool's own arguments, which the parser of the command line does not know.
///
/// @param tools whose they are
record ArgumentCompletion(ToolView tools) {
    /// picocli's script for bash under another name, and around it one that adds the arguments.
    String bash(String script) {
        String cases = all().entrySet().stream()
                .map(tool -> "    " + tool.getKey() + ") echo '" + String.join(" ", tool.getValue()) + "' ;;\n")
                .collect(Collectors.joining());
        return script.replace("function _complete_ghl-mcp()", "function _commands_of_ghl-mcp()") + """

                # The arguments of a tool, for `ghl-mcp call TOOL`.
                _arguments_of_ghl_mcp_tool() {
                  case $1 in
                """ + cases + """
                  esac
                }

                function _complete_ghl-mcp() {
                  local word=${COMP_WORDS[COMP_CWORD]} called='' i flags
                  _commands_of_ghl-mcp
                  [[ $word == -* ]] || return 0
                  for ((i = 1; i < COMP_CWORD; i++)); do
                    if [[ ${COMP_WORDS[i]} == call ]]; then
                      called=yes
                    elif [[ -n $called ]]; then
                      flags=$(_arguments_of_ghl_mcp_tool "${COMP_WORDS[i]}")
                      if [[ -n $flags ]]; then
                        COMPREPLY+=($(compgen -W "$flags" -- "$word"))
                        return 0
                      fi
                    fi
                  done
                }
                """;
    }

    /// The lines for fish.
    List<String> fish() {
        List<String> lines = new ArrayList<>();
        all().forEach((name, flags) ->
                flags.forEach(flag -> lines.add("complete -c ghl-mcp -n '__fish_seen_subcommand_from call; and"
                        + " __fish_seen_subcommand_from " + name + "' -r -l " + flag.substring(2))));
        return lines;
    }

    /// The arguments of each tool, as flags.
    Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        tools.entries().forEach((name, entry) -> all.put(name, flags(entry)));
        return all;
    }

    private static List<String> flags(JsonNode entry) {
        return entry.at("/inputSchema/properties").propertyNames().stream()
                .map(name -> "--" + CallArguments.flag(name))
                .sorted()
                .toList();
    }
}
