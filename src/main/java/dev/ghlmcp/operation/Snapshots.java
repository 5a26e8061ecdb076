package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;

/// Templates from which an agency sets up sub-accounts.
@Toolset(value = "snapshots", version = "2021-07-28")
public sealed interface Snapshots extends Operation {

    @Get("/snapshots/")
    @Company(QUERY)
    @Token(TokenClass.AGENCY)
    @Pages("snapshots")
    @Tool("List the agency's snapshots, the templates for new sub-accounts.")
    @Yields("snapshotId")
    record ListSnapshots() implements Snapshots {}
}
