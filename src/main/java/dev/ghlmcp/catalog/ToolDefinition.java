package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.Operation;
import java.util.List;

/// One operation as a tool: everything the program knows of it before it is called.
///
/// @param name      `get_contact`, from the record `GetContact`
/// @param title     `Get contact`, for people
/// @param toolset   the category
/// @param text      what the assistant reads
/// @param hints     what a client may assume
/// @param endpoints its request; a composite has those it chooses among
/// @param composite code of its own chooses or makes the request
/// @param scopes    what the token must be allowed to use
/// @param listing   how it lists things; null if it does not
/// @param anyOf     arguments of which at least one is needed; empty for no such rule
/// @param rules     what arguments have to do with each other otherwise
/// @param times     arguments that are times
/// @param operation the record that declares it
public record ToolDefinition(
        String name,
        String title,
        String toolset,
        String text,
        ToolHints hints,
        List<Endpoint> endpoints,
        boolean composite,
        List<String> scopes,
        ListPaging listing,
        List<String> anyOf,
        List<ArgumentRule> rules,
        List<TimeArgument> times,
        Class<? extends Operation> operation) {
    /// The request, for a tool that has just one.
    public Endpoint endpoint() {
        if (composite) {
            throw new IllegalStateException(name + " is a composite of " + endpoints);
        }
        return endpoints.getFirst();
    }
}
