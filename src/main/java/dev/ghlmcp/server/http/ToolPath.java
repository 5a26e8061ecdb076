package dev.ghlmcp.server.http;

import dev.ghlmcp.catalog.ToolDefinition;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The configured tools that a path serves: `/mcp` all, `/mcp/readonly` those that only read,
/// `/mcp/x/contacts,calendars` those of some toolsets, `/mcp/x/contacts/readonly` both.
///
/// @param toolsets in alphabetical order; empty for all
/// @param readOnly only tools that read
public record ToolPath(Set<String> toolsets, boolean readOnly) {
    /// All that is configured.
    public static final ToolPath NONE = new ToolPath(Set.of(), false);

    private static final String ROOT = "/mcp";
    private static final Pattern PATH = Pattern.compile("/mcp(?:/x/([a-z0-9:,-]{1,500}))?(/readonly)?");

    /// Reads a path as it was sent, without decoding or tidying: there is one way to write each, but for a slash at its
    /// end, which clients and gateways add and take away, and colons and commas, which some of them encode.
    ///
    /// @return null if it is no such path
    public static ToolPath of(String sent) {
        if (sent.equals(ROOT) || sent.equals(ROOT + "/")) {
            return NONE;
        }
        String plain = sent.replaceAll("(?i)%3a", ":").replaceAll("(?i)%2c", ",");
        String path = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        String toolsets = matcher.group(1);
        return new ToolPath(
                toolsets == null ? Set.of() : new TreeSet<>(Arrays.asList(toolsets.split(",", -1))),
                matcher.group(2) != null);
    }

    /// Whether it leaves a tool out.
    public boolean hides(ToolDefinition tool) {
        return (readOnly && !tool.hints().readOnly()) || (!toolsets.isEmpty() && !toolsets.contains(tool.toolset()));
    }

    /// The path.
    @Override
    public String toString() {
        return ROOT + (toolsets.isEmpty() ? "" : "/x/" + String.join(",", toolsets)) + (readOnly ? "/readonly" : "");
    }
}
