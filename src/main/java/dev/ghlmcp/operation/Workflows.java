package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.Get;
import dev.ghlmcp.operation.annotation.Location;
import dev.ghlmcp.operation.annotation.Pages;
import dev.ghlmcp.operation.annotation.Tool;
import dev.ghlmcp.operation.annotation.Toolset;

/// Automations; the contacts in them are enrolled through [Contacts].
@Toolset(value = "workflows", version = "2021-07-28")
public sealed interface Workflows extends Operation {

    @Get("/workflows/")
    @Location(QUERY)
    @Pages("workflows")
    @Tool("List the automation workflows of the sub-account with their status.")
    record ListWorkflows() implements Workflows {}
}
