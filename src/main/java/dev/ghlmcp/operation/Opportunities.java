package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;
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
    @Yields("opportunityId")
    record SearchOpportunities(
            @Wire("q") String query,

            @Wire(value = "pipeline_id", v3 = "pipelineId") String pipelineId,

            @Wire(value = "pipeline_stage_id", v3 = "pipelineStageId")
            String pipelineStageId,

            @Wire(value = "contact_id", v3 = "contactId") String contactId,

            @OneOf({"open", "won", "lost", "abandoned", "all"})
            String status,

            @Doc("Owner, from search_users") @Wire(value = "assigned_to", v3 = "assignedTo")
            String assignedTo,

            String campaignId,
            @Doc("From search_opportunities") String id,
            @Doc("Such as added_asc") String order,

            @Doc("Created until, YYYY-MM-DD") @SentAs(Form.US_DATE)
            LocalDate endDate,

            @Doc("From paging.next") Long startAfter,
            @Doc("From paging.next") String startAfterId,

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
    record GetOpportunity(String opportunityId) implements Opportunities {}

    @Get("/opportunities/pipelines")
    @Location(QUERY)
    @Pages("pipelines")
    @Tool("List the sales pipelines with their stages.")
    @Yields({"pipelineStageId", "pipelineId"})
    record ListPipelines() implements Opportunities {}

    @Post("/opportunities/")
    @Location(BODY)
    @Tool("Create an opportunity, or fail if its contact has one and duplicates are off; see upsert_opportunity.")
    record CreateOpportunity(
            @Required String pipelineId,
            @Required String name,
            String pipelineStageId,

            @Required @OneOf({"open", "won", "lost", "abandoned"})
            String status,

            @Required String contactId,
            Double monetaryValue,
            @Doc("Owner, from search_users") String assignedTo,
            List<CustomFieldValue> customFields,
            @OnlyV3 @Doc("YYYY-MM-DD") LocalDate forecastExpectedCloseDate,
            @OnlyV3 @Doc("Percent") Double forecastProbability)
            implements Opportunities {}

    @Put("/opportunities/{opportunityId}")
    @Tool("Change the given fields of an opportunity, such as its stage, value or owner.")
    record UpdateOpportunity(
            String opportunityId,
            String pipelineId,
            String name,
            String pipelineStageId,
            @OneOf({"open", "won", "lost", "abandoned"}) String status,
            Double monetaryValue,
            @Doc("Owner, from search_users") String assignedTo,
            List<CustomFieldValue> customFields,
            @OnlyV3 @Doc("YYYY-MM-DD") LocalDate forecastExpectedCloseDate,
            @OnlyV3 @Doc("Percent") Double forecastProbability)
            implements Opportunities {}

    @Delete("/opportunities/{opportunityId}")
    @Tool("Delete an opportunity for good.")
    record DeleteOpportunity(String opportunityId) implements Opportunities {}

    @Put("/opportunities/{opportunityId}/status")
    @Tool("Mark an opportunity as won, lost or abandoned, or open it again.")
    @Needs(argument = "lostReasonId", needs = "status", as = "lost")
    record UpdateOpportunityStatus(
            String opportunityId,

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
    @Consent(value = Risk.IRREVERSIBLE, when = "isRemoveAllFollowers=true")
    record UpsertOpportunity(
            @Doc("From search_opportunities, or give contactId")
            String id,

            @Required String pipelineId,

            @Doc("From search_users") @Default("[]") List<String> followers,

            @Default("false") Boolean isRemoveAllFollowers,
            @OneOf({"add", "remove"}) @Default("\"add\"") String followersActionType,
            String name,
            @OneOf({"open", "won", "lost", "abandoned"}) String status,
            String pipelineStageId,
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
            String opportunityId,

            @Doc("From search_users") @Required @Limit(min = 1)
            List<String> followers) implements Opportunities {}

    @Delete("/opportunities/{opportunityId}/followers")
    @Tool("Remove some or all users from the followers of an opportunity.")
    @AnyOf({"followers", "isRemoveAllFollowers"})
    @NotBoth({"followers", "isRemoveAllFollowers"})
    @Consent(value = Risk.IRREVERSIBLE, when = "isRemoveAllFollowers=true")
    record RemoveOpportunityFollowers(
            String opportunityId,
            @Query Boolean isRemoveAllFollowers,

            @Doc("User ids from search_users; [] with isRemoveAllFollowers") @Required
            List<String> followers)
            implements Opportunities {}
}
