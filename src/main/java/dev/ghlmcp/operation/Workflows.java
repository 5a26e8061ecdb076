package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;

/// Automations; the contacts in them are enrolled through [Contacts].
@Toolset(value = "workflows", version = "2021-07-28")
public sealed interface Workflows extends Operation {

    @Get("/workflows/")
    @Location(QUERY)
    @Pages("workflows")
    @Tool("List the automation workflows of the sub-account with their status.")
    @Yields("workflowId")
    record ListWorkflows() implements Workflows {}
}
