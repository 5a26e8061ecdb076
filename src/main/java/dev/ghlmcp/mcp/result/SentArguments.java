package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.secret.SecretMembers;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What a write sent, for answers that say nothing but that it succeeded.
final class SentArguments {
    static final String NAME = "sent";

    private static final Set<String> EMPTY = Set.of("message", "msg");

    /// The account stands in `touched`, and a password nowhere.
    private static final List<String> LEFT_OUT = List.of(Declaration.LOCATION_ID, Declaration.COMPANY_ID, "password");

    private SentArguments() {}

    /// Adds them to such an answer.
    static void add(ToolDefinition tool, ObjectNode arguments, ObjectNode result) {
        boolean bare = result.properties().stream()
                .allMatch(member -> member.getValue().isBoolean() || EMPTY.contains(member.getKey()));
        if (bare && !tool.hints().readOnly()) {
            result.set(NAME, SecretMembers.masked(arguments.deepCopy().without(LEFT_OUT)));
        }
    }
}
