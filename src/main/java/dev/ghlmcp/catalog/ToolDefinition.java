package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.ListPaging;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.catalog.endpoint.ToolHints;
import dev.ghlmcp.catalog.endpoint.ToolRisk;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool as data: everything known about it before a call. Tools of all sources have this form.
///
/// @param name      `get_contact`, from the record `GetContact`
/// @param title     `Get contact`, for people
/// @param toolset   the category
/// @param text      what the assistant reads
/// @param hints     what a client may assume
/// @param endpoints its request; a composite has those it chooses among, a tool with code of its own may have none
/// @param composite code of its own chooses or makes the request
/// @param scopes    what the token must be allowed to use
/// @param listing   how it lists things; null if it does not
/// @param anyOf     arguments of which at least one is needed; empty for no such rule
/// @param rules     what arguments have to do with each other otherwise
/// @param times     arguments that are times
/// @param traits    what the schema of its arguments cannot say
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
        ArgumentTraits traits) {
    /// What the toolsets of operations begin with that no record declares: `api:invoices`.
    public static final String INDEXED = "api:";

    /// A tool with code of its own.
    ///
    /// @param entry what `tools/list` says of it; hints that it leaves out are as the protocol presumes
    public static ToolDefinition of(JsonNode entry, String toolset) {
        JsonNode hints = entry.path("annotations");
        return new ToolDefinition(
                entry.path("name").asString(),
                entry.path("title").asString(""),
                toolset,
                entry.path("description").asString(),
                new ToolHints(
                        hints.path("readOnlyHint").asBoolean(false),
                        hints.path("destructiveHint").asBoolean(true),
                        hints.path("idempotentHint").asBoolean(false),
                        ToolRisk.of(
                                null,
                                !hints.path("readOnlyHint").asBoolean(false)
                                        && hints.path("destructiveHint").asBoolean(true))),
                List.of(),
                false,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                ArgumentTraits.NONE);
    }

    /// Whether it is an operation of the API that no record declares. Names of its arguments mean what its path says.
    public boolean indexed() {
        return toolset != null && toolset.startsWith(INDEXED);
    }

    /// The toolset, of an operation of the API the one that has the tools of the same product: `invoices`.
    public String product() {
        return indexed() ? toolset.substring(INDEXED.length()) : toolset;
    }

    /// What HighLevel's document of an operation requires and a call leaves out. It is often wrong about that.
    public List<String> leftOut(ObjectNode arguments) {
        return indexed()
                ? endpoint().parameters().stream()
                        .filter(parameter -> !parameter.optional()
                                && parameter.source() == Parameter.Source.CALLER
                                && parameter.fallback() == null
                                && !arguments.hasNonNull(parameter.name()))
                        .map(Parameter::name)
                        .distinct()
                        .toList()
                : List.of();
    }

    /// The request, for a tool that has just one.
    public Endpoint endpoint() {
        if (composite) {
            throw new IllegalStateException(name + " is a composite of " + endpoints);
        }
        return endpoints.getFirst();
    }
}
