package dev.ghlmcp.catalog.endpoint;

import dev.ghlmcp.operation.annotation.Consent;
import dev.ghlmcp.operation.annotation.Risk;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What the calls of a tool can do that a person has to agree to.
///
/// @param risk of the calls that have one
/// @param when which those are, as `argument` or `argument=value`; empty for all
public record ToolRisk(Risk risk, List<String> when) {
    /// Of what asks nobody.
    public static final ToolRisk NONE = new ToolRisk(Risk.WRITES, List.of());

    /// What an operation declares, or else what its verb says.
    ///
    /// @param declared null for nothing
    public static ToolRisk of(Consent declared, boolean destructive) {
        return declared != null
                ? new ToolRisk(declared.value(), List.of(declared.when()))
                : destructive ? new ToolRisk(Risk.IRREVERSIBLE, List.of()) : NONE;
    }

    /// The risk of one call.
    ///
    /// @param arguments as they will be sent
    public Risk of(ObjectNode arguments) {
        return when.isEmpty() || when.stream().anyMatch(each -> meets(each, arguments)) ? risk : Risk.WRITES;
    }

    private static boolean meets(String condition, ObjectNode arguments) {
        int equals = condition.indexOf('=');
        return equals < 0
                ? arguments.has(condition)
                : arguments.has(condition.substring(0, equals))
                        && arguments
                                .get(condition.substring(0, equals))
                                .asString("null")
                                .equals(condition.substring(equals + 1));
    }

    @Override
    public String toString() {
        return risk.word() + (when.isEmpty() ? "" : " with " + String.join(" or ", when));
    }
}
