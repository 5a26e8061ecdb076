package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.Company;
import dev.ghlmcp.operation.annotation.Get;
import dev.ghlmcp.operation.annotation.Pages;
import dev.ghlmcp.operation.annotation.Token;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.operation.annotation.Tool;
import dev.ghlmcp.operation.annotation.Toolset;

/// Templates from which an agency sets up sub-accounts.
@Toolset(value = "snapshots", version = "2021-07-28")
public sealed interface Snapshots extends Operation {

    @Get("/snapshots/")
    @Company(QUERY)
    @Token(TokenClass.AGENCY)
    @Pages("snapshots")
    @Tool("List the agency's snapshots, the templates for new sub-accounts.")
    record ListSnapshots() implements Snapshots {}
}
