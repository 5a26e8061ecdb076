package dev.ghlmcp.cli.completion;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.cli.output.CallArguments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Completes what follows `call TOOL`: the tool's own arguments, which the parser of the command line does not know.
///
/// @param tools whose they are
record ArgumentCompletion(ToolView tools) {
    /// What stands in a shell's script as it is.
    private static final Pattern PLAIN = Pattern.compile("[\\w.:-]+");

    /// picocli's script for bash under another name, and around it one that adds the arguments and their words.
    String bash(String script) {
        StringBuilder flags = new StringBuilder();
        StringBuilder words = new StringBuilder();
        all().forEach((tool, arguments) -> {
            flags.append(line(tool, arguments.keySet()));
            arguments.forEach((flag, values) -> words.append(values.isEmpty() ? "" : line(tool + "/" + flag, values)));
        });
        return script.replace("function _complete_ghl-mcp()", "function _commands_of_ghl-mcp()") + """

                # The arguments of a tool, for `ghl-mcp call TOOL`.
                _arguments_of_ghl_mcp_tool() {
                  case $1 in
                """ + flags + """
                  esac
                }

                # The words that an argument takes, where it takes no others.
                _words_of_ghl_mcp_tool() {
                  case $1/$2 in
                """
                + words + """
                  esac
                }

                function _complete_ghl-mcp() {
                  local word=${COMP_WORDS[COMP_CWORD]} called='' tool='' words i
                  _commands_of_ghl-mcp
                  for ((i = 1; i < COMP_CWORD; i++)); do
                    if [[ ${COMP_WORDS[i]} == call || ${COMP_WORDS[i]} == watch ]]; then
                      called=yes
                    elif [[ -n $called && -z $tool && -n $(_arguments_of_ghl_mcp_tool "${COMP_WORDS[i]}") ]]; then
                      tool=${COMP_WORDS[i]}
                    fi
                  done
                  [[ -n $tool ]] || return 0
                  if [[ $word == -* ]]; then
                    COMPREPLY+=($(compgen -W "$(_arguments_of_ghl_mcp_tool "$tool")" -- "$word"))
                    return 0
                  fi
                  words=$(_words_of_ghl_mcp_tool "$tool" "${COMP_WORDS[COMP_CWORD - 1]}")
                  [[ -z $words ]] || COMPREPLY=($(compgen -W "$words" -- "$word"))
                }
                """;
    }

    private static String line(String name, Collection<String> words) {
        return "    " + name + ") echo '" + String.join(" ", words) + "' ;;\n";
    }

    /// The lines for fish.
    List<String> fish() {
        List<String> lines = new ArrayList<>();
        all().forEach((name, flags) -> flags.forEach((flag, words) -> lines.add(
                "complete -c ghl-mcp -n '__fish_seen_subcommand_from call watch; and __fish_seen_subcommand_from "
                        + name
                        + "' -l " + flag.substring(2)
                        + (words.isEmpty() ? " -r" : " -x -a '" + String.join(" ", words) + "'"))));
        return lines;
    }

    /// The arguments of each tool as flags, in the order of the alphabet, with the words that each takes; none if it
    /// takes others.
    Map<String, Map<String, List<String>>> all() {
        Map<String, Map<String, List<String>>> all = new LinkedHashMap<>();
        tools.entries().forEach((name, entry) -> {
            Map<String, List<String>> flags = new TreeMap<>();
            entry.at("/inputSchema/properties")
                    .properties()
                    .forEach(each -> flags.put("--" + CallArguments.flag(each.getKey()), words(each.getValue())));
            all.put(name, flags);
        });
        return all;
    }

    private static List<String> words(JsonNode schema) {
        if (schema.path("type").asString("").equals("boolean")) {
            return List.of("true", "false");
        }
        JsonNode words = schema.has("enum") ? schema.path("enum") : schema.at("/items/enum");
        return words.valueStream()
                .map(word -> word.asString(""))
                .filter(word -> PLAIN.matcher(word).matches())
                .toList();
    }
}
