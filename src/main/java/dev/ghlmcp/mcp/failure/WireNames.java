package dev.ghlmcp.mcp.failure;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Encoding;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HighLevel complains about arguments by its own names for them, which the caller has never seen.
///
/// @param tool whose arguments they are
record WireNames(ToolDefinition tool) {
    private static final Pattern WORD = Pattern.compile("\\w+");

    /// The text with the caller's names in place of HighLevel's.
    String replacedIn(String text) {
        Map<String, String> names = new HashMap<>();
        for (Endpoint endpoint : tool.endpoints()) {
            for (Parameter parameter : endpoint.parameters()) {
                add(names, parameter.name(), parameter.wire(), parameter.encoding());
            }
        }
        return WORD.matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(names.getOrDefault(word.group(), word.group())));
    }

    private static void add(Map<String, String> names, String name, String wire, Encoding encoding) {
        if (!name.equals(wire)) {
            names.putIfAbsent(wire, name);
        }
        if (encoding instanceof Encoding.Each(Encoding item)) {
            add(names, name, name, item);
        } else if (encoding instanceof Encoding.Members(Map<String, Encoding.Members.Member> members)) {
            members.forEach((inner, member) -> add(names, inner, member.wire(), member.encoding()));
        }
    }
}
