package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;

/// Message campaigns; the contacts in them are enrolled through [Contacts].
@Toolset(value = "campaigns", version = "2021-07-28")
public sealed interface Campaigns extends Operation {

    @Get("/campaigns/")
    @Location(QUERY)
    @Pages("campaigns")
    @Tool("List the message campaigns of the sub-account with their status.")
    @Yields("campaignId")
    record ListCampaigns(@Doc("draft or published") String status) implements Campaigns {}
}
