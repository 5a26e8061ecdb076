package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.text.Nearest;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which writes are sent. Each list names tools, toolsets or hints; a hint is `destructive`, or `writes` for the tools
/// that write and are not destructive. A rule for the tool comes before one for its toolset, and that before one for
/// its hint. Without a rule a destructive call is asked about, and another is allowed. Reads are always allowed.
///
/// @param allow sent at once
/// @param ask   sent if the person says yes
/// @param deny  never sent
public record ConfirmationRules(List<String> allow, List<String> ask, List<String> deny) {
    /// The rules of unchanged settings.
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

    /// @param name of the tool, toolset or hint
    record Rule(Consent consent, String name) {}

    /// Checks the names in the lists.
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

    /// Whether the settings are unchanged, so that no name needs a check in the catalogue.
    public boolean standard() {
        return equals(STANDARD);
    }

    /// The rule for a tool that writes.
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
