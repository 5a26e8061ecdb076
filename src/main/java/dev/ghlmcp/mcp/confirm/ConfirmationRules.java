package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.operation.annotation.Risk;
import dev.ghlmcp.text.Nearest;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Which writes are sent. Each list names tools, toolsets or classes: `irreversible`, `outward`, `money`, or `writes`
/// for what is none of these. A rule for the tool comes before one for its toolset, and that before one for the class
/// of the call. To ask or deny a toolset covers the API's operations of the same product; to allow it does not.
/// Without a rule the first three are asked about, and the rest is allowed. Reads are always allowed.
///
/// @param allow sent at once
/// @param ask   sent if the person says yes
/// @param deny  never sent
public record ConfirmationRules(List<String> allow, List<String> ask, List<String> deny) {
    /// The rules of unchanged settings.
    public static final ConfirmationRules STANDARD = new ConfirmationRules(List.of(), List.of(), List.of());

    /// The classes that are asked about.
    public static final List<String> CLASSES =
            List.of(Risk.IRREVERSIBLE.word(), Risk.OUTWARD.word(), Risk.MONEY.word());

    /// An earlier name of the first class.
    private static final String DESTRUCTIVE = "destructive";

    /// As `api.operations` calls the last class.
    private static final String WRITE = "write";

    public ConfirmationRules {
        allow = current(allow);
        ask = current(ask);
        deny = current(deny);
    }

    private static List<String> current(List<String> names) {
        return names.stream()
                .map(name -> switch (name) {
                    case DESTRUCTIVE -> Risk.IRREVERSIBLE.word();
                    case WRITE -> Risk.WRITES.word();
                    default -> name;
                })
                .toList();
    }

    /// What a rule says.
    public enum Consent {
        ALLOW,
        ASK,
        DENY
    }

    /// @param name        of the tool, toolset or class
    /// @param risk        of the call
    /// @param set         by the settings
    /// @param allowsCodes the settings name the tool or its class, so that a code can stand for any yes
    record Rule(Consent consent, String name, Risk risk, boolean set, boolean allowsCodes) {}

    /// Checks the names in the lists.
    ///
    /// @param others that may have been meant
    /// @throws IllegalArgumentException with a sentence that begins with the list's name
    public void check(List<ToolDefinition> tools, Supplier<? extends Collection<String>> others) {
        Set<String> known = new LinkedHashSet<>(CLASSES);
        known.add(Risk.WRITES.word());
        Set<String> reading = new HashSet<>();
        for (ToolDefinition tool : tools) {
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
                    known.addAll(others.get());
                    List<String> nearest = Nearest.of(name, known);
                    throw new IllegalArgumentException(where + "there is no tool, toolset or class '" + name + "'"
                            + (nearest.isEmpty()
                                    ? "; `ghl-mcp tools` lists the tools, and classes are irreversible, outward, money and writes"
                                    : "; did you mean " + String.join(" or ", nearest) + "?"));
                }
                if (!seen.add(name)) {
                    throw new IllegalArgumentException(where + name + " is named twice: leave it in one list");
                }
            }
        }
    }

    /// All names in the lists.
    public List<String> names() {
        return Stream.of(allow, ask, deny).flatMap(List::stream).toList();
    }

    /// Whether the settings are unchanged, so that no name needs a check in the catalogue.
    public boolean standard() {
        return allow.isEmpty() && ask.isEmpty() && deny.isEmpty();
    }

    /// What the rules say of a call that writes.
    public Consent consent(ToolDefinition tool, ObjectNode arguments) {
        return of(tool, arguments).consent();
    }

    /// The rule for a call that writes.
    Rule of(ToolDefinition tool, ObjectNode arguments) {
        Risk risk = tool.hints().consent().of(arguments);
        for (String name : List.of(tool.name(), tool.toolset(), tool.product(), risk.word())) {
            boolean wider = !name.equals(tool.toolset()) && name.equals(tool.product());
            for (Consent consent : Consent.values()) {
                if (list(consent).contains(name) && !(wider && consent == Consent.ALLOW)) {
                    return new Rule(consent, name, risk, true, !wider && !name.equals(tool.toolset()));
                }
            }
        }
        return new Rule(risk == Risk.WRITES ? Consent.ALLOW : Consent.ASK, risk.word(), risk, false, false);
    }

    private List<String> list(Consent consent) {
        return switch (consent) {
            case ALLOW -> allow;
            case ASK -> ask;
            case DENY -> deny;
        };
    }
}
