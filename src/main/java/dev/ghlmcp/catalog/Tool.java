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
/// @param endpoints its request; a composite has those of the operations it chooses among
/// @param operation the record that declares it
public record Tool(
        String name,
        String title,
        String toolset,
        String text,
        Hints hints,
        List<Endpoint> endpoints,
        Class<? extends Operation> operation) {
    /// The request, for a tool that has just one.
    public Endpoint endpoint() {
        if (composite()) {
            throw new IllegalStateException(name + " is a composite of " + endpoints);
        }
        return endpoints.getFirst();
    }

    /// Whether code of its own chooses the request.
    public boolean composite() {
        return endpoints.size() > 1;
    }
}
