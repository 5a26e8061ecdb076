package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.AnyOf;
import dev.ghlmcp.operation.annotation.Default;
import dev.ghlmcp.operation.annotation.Delete;
import dev.ghlmcp.operation.annotation.Doc;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.operation.annotation.Get;
import dev.ghlmcp.operation.annotation.Limit;
import dev.ghlmcp.operation.annotation.Location;
import dev.ghlmcp.operation.annotation.Needs;
import dev.ghlmcp.operation.annotation.NotBoth;
import dev.ghlmcp.operation.annotation.OneOf;
import dev.ghlmcp.operation.annotation.OnlyV3;
import dev.ghlmcp.operation.annotation.Pages;
import dev.ghlmcp.operation.annotation.Paging;
import dev.ghlmcp.operation.annotation.Post;
import dev.ghlmcp.operation.annotation.Put;
import dev.ghlmcp.operation.annotation.Query;
import dev.ghlmcp.operation.annotation.Required;
import dev.ghlmcp.operation.annotation.SentAs;
import dev.ghlmcp.operation.annotation.Span;
import dev.ghlmcp.operation.annotation.Tool;
import dev.ghlmcp.operation.annotation.Toolset;
import dev.ghlmcp.operation.annotation.Wire;
import dev.ghlmcp.operation.value.CustomFieldValue;
import java.time.LocalDate;
import java.util.List;

/// Deals on their way through the stages of a pipeline.
@Toolset(value = "opportunities", version = "2021-07-28")
public sealed interface Opportunities extends Operation {

    @Get("/opportunities/search")
    @Location(value = QUERY, wire = @Wire(value = "location_id", v3 = "locationId"))
    @Pages(value = "opportunities", by = Paging.START_AFTER, total = "meta.total")
    @Tool("Search opportunities by text, pipeline, stage, status, owner, contact or date.")
    @NotBoth({"page", "startAfter"})
    @Span(start = "date", end = "endDate")
    record SearchOpportunities(
            @Wire("q") String query,

            @Doc("From list_pipelines") @Wire(value = "pipeline_id", v3 = "pipelineId")
            String pipelineId,

            @Doc("From list_pipelines") @Wire(value = "pipeline_stage_id", v3 = "pipelineStageId")
            String pipelineStageId,

            @Doc("From search_contacts") @Wire(value = "contact_id", v3 = "contactId")
            String contactId,

            @OneOf({"open", "won", "lost", "abandoned", "all"})
            String status,

            @Doc("Owner, from search_users") @Wire(value = "assigned_to", v3 = "assignedTo")
            String assignedTo,

            @Doc("From list_campaigns") String campaignId,
            @Doc("From search_opportunities") String id,
            @Doc("Such as added_asc") String order,

            @Doc("Created until, YYYY-MM-DD") @SentAs(Form.US_DATE)
            LocalDate endDate,

            @Doc("From paging.next of the previous answer") Long startAfter,
            @Doc("From paging.next of the previous answer") String startAfterId,

            @Doc("Created from, YYYY-MM-DD") @SentAs(Form.US_DATE)
            LocalDate date,

            @Doc("Two letters") String country,

            @Doc("From 1, instead of startAfter") @Limit(min = 1)
            Integer page,

            @Default("20") @Limit(min = 1, max = 100) Integer limit,
            Boolean getTasks,
            Boolean getNotes,
            Boolean getCalendarEvents)
            implements Opportunities {}

    @Get("/opportunities/{opportunityId}")
    @Tool("Read one opportunity with its contact and custom fields.")
    record GetOpportunity(@Doc("From search_opportunities") String opportunityId) implements Opportunities {}

    @Get("/opportunities/pipelines")
    @Location(QUERY)
    @Pages("pipelines")
    @Tool("List the sales pipelines with their stages.")
    record ListPipelines() implements Opportunities {}

    @Post("/opportunities/")
    @Location(BODY)
    @Tool("Create an opportunity, or fail if its contact has one and duplicates are off; see upsert_opportunity.")
    record CreateOpportunity(
            @Doc("From list_pipelines") @Required String pipelineId,
            @Required String name,
            @Doc("From list_pipelines") String pipelineStageId,

            @Required @OneOf({"open", "won", "lost", "abandoned"})
            String status,

            @Doc("From search_contacts") @Required String contactId,
            Double monetaryValue,
            @Doc("Owner, from search_users") String assignedTo,
            List<CustomFieldValue> customFields,
            @OnlyV3 @Doc("YYYY-MM-DD") LocalDate forecastExpectedCloseDate,
            @OnlyV3 @Doc("Percent") Double forecastProbability)
            implements Opportunities {}

    @Put("/opportunities/{opportunityId}")
    @Tool("Change the given fields of an opportunity, such as its stage, value or owner.")
    record UpdateOpportunity(
            @Doc("From search_opportunities") String opportunityId,
            @Doc("From list_pipelines") String pipelineId,
            String name,
            @Doc("From list_pipelines") String pipelineStageId,
            @OneOf({"open", "won", "lost", "abandoned"}) String status,
            Double monetaryValue,
            @Doc("Owner, from search_users") String assignedTo,
            List<CustomFieldValue> customFields,
            @OnlyV3 @Doc("YYYY-MM-DD") LocalDate forecastExpectedCloseDate,
            @OnlyV3 @Doc("Percent") Double forecastProbability)
            implements Opportunities {}

    @Delete("/opportunities/{opportunityId}")
    @Tool("Delete an opportunity for good.")
    record DeleteOpportunity(
            @Doc("From search_opportunities") String opportunityId) implements Opportunities {}

    @Put("/opportunities/{opportunityId}/status")
    @Tool("Mark an opportunity as won, lost or abandoned, or open it again.")
    @Needs(argument = "lostReasonId", needs = "status", as = "lost")
    record UpdateOpportunityStatus(
            @Doc("From search_opportunities") String opportunityId,

            @Required @OneOf({"open", "won", "lost", "abandoned"})
            String status,

            @Doc("If lost; of another lost one from search_opportunities")
            String lostReasonId)
            implements Opportunities {}

    @Post("/opportunities/upsert")
    @Location(BODY)
    @Tool(
            value =
                    "Update the opportunity with this id or of this contact, or create it; may remove all its followers.",
            destructive = true,
            idempotent = true)
    @AnyOf({"id", "contactId"})
    @Needs(argument = "lostReasonId", needs = "status", as = "lost", ifGiven = true)
    record UpsertOpportunity(
            @Doc("From search_opportunities, or give contactId")
            String id,

            @Doc("From list_pipelines") @Required String pipelineId,

            @Doc("User ids from search_users") @Default("[]")
            List<String> followers,

            @Default("false") Boolean isRemoveAllFollowers,
            @OneOf({"add", "remove"}) @Default("\"add\"") String followersActionType,
            String name,
            @OneOf({"open", "won", "lost", "abandoned"}) String status,
            @Doc("From list_pipelines") String pipelineStageId,
            Double monetaryValue,
            @Doc("Owner, from search_users") String assignedTo,

            @Doc("If lost; of another lost one from search_opportunities")
            String lostReasonId,

            @Doc("Needed to create, from search_contacts") String contactId,
            @OnlyV3 @Doc("YYYY-MM-DD") LocalDate forecastExpectedCloseDate,
            @OnlyV3 @Doc("Percent") Double forecastProbability)
            implements Opportunities {}

    @Post("/opportunities/{opportunityId}/followers")
    @Tool(value = "Add users to the followers of an opportunity.", idempotent = true)
    record AddOpportunityFollowers(
            @Doc("From search_opportunities") String opportunityId,

            @Doc("User ids from search_users") @Required @Limit(min = 1)
            List<String> followers)
            implements Opportunities {}

    @Delete("/opportunities/{opportunityId}/followers")
    @Tool("Remove some or all users from the followers of an opportunity.")
    @AnyOf({"followers", "isRemoveAllFollowers"})
    @NotBoth({"followers", "isRemoveAllFollowers"})
    record RemoveOpportunityFollowers(
            @Doc("From search_opportunities") String opportunityId,
            @Query Boolean isRemoveAllFollowers,

            @Doc("User ids from search_users; [] with isRemoveAllFollowers") @Required
            List<String> followers)
            implements Opportunities {}
}
