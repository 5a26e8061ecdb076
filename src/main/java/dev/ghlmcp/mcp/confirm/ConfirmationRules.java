package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.text.Nearest;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What becomes of calls that write. Each list names tools, toolsets or hints; a hint is `destructive`, or `writes` for
/// the tools that write and are not destructive. What is named closest counts: the tool before its toolset before its
/// hint. What no list names is asked about if it is destructive, and else allowed. Reading is always allowed.
///
/// @param allow goes out at once
/// @param ask   goes out if the person says yes
/// @param deny  never goes out
public record ConfirmationRules(List<String> allow, List<String> ask, List<String> deny) {
    /// As the settings have it where nobody changed them.
    public static final ConfirmationRules STANDARD = new ConfirmationRules(List.of(), List.of(), List.of());

    /// The hint of tools that may remove or overwrite what the call does not name.
    public static final String DESTRUCTIVE = "destructive";

    private static final String WRITES = "writes";

    /// What a rule says.
    public enum Consent {
        ALLOW,
        ASK,
        DENY
    }

    /// @param name that the rule is for: a tool, toolset or hint
    record Rule(Consent consent, String name) {}

    /// Looks whether the lists can be used.
    ///
    /// @throws IllegalArgumentException with a sentence that begins with the list's name
    public void check(Catalog catalog) {
        Set<String> known = new LinkedHashSet<>(List.of(DESTRUCTIVE, WRITES));
        Set<String> reading = new HashSet<>();
        for (ToolDefinition tool : catalog.tools()) {
            known.add(tool.toolset());
            if (tool.hints().readOnly()) {
                reading.add(tool.name());
            } else {
                known.add(tool.name());
            }
        }
        Set<String> seen = new HashSet<>();
        for (Consent consent : Consent.values()) {
            for (String name : list(consent)) {
                String where = consent.name().toLowerCase(Locale.ROOT) + ": ";
                if (reading.contains(name)) {
                    throw new IllegalArgumentException(
                            where + name + " only reads, which is always allowed; tools.exclude hides it");
                }
                if (!known.contains(name)) {
                    List<String> nearest = Nearest.of(name, known);
                    throw new IllegalArgumentException(where + "there is no tool, toolset or hint '" + name + "'"
                            + (nearest.isEmpty()
                                    ? "; `ghl-mcp tools` lists the tools, and hints are destructive and writes"
                                    : "; did you mean " + String.join(" or ", nearest) + "?"));
                }
                if (!seen.add(name)) {
                    throw new IllegalArgumentException(where + name + " is named twice: leave it in one list");
                }
            }
        }
    }

    /// Whether nobody changed anything: then nobody needs to look into the catalogue.
    public boolean standard() {
        return equals(STANDARD);
    }

    /// The one that counts for a tool that writes.
    Rule of(ToolDefinition tool) {
        String hint = tool.hints().destructive() ? DESTRUCTIVE : WRITES;
        for (String name : List.of(tool.name(), tool.toolset(), hint)) {
            for (Consent consent : Consent.values()) {
                if (list(consent).contains(name)) {
                    return new Rule(consent, name);
                }
            }
        }
        return new Rule(tool.hints().destructive() ? Consent.ASK : Consent.ALLOW, hint);
    }

    private List<String> list(Consent consent) {
        return switch (consent) {
            case ALLOW -> allow;
            case ASK -> ask;
            case DENY -> deny;
        };
    }
}
