package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;
import static dev.ghlmcp.operation.annotation.TokenClass.AGENCY;
import static dev.ghlmcp.operation.annotation.TokenClass.SUB_ACCOUNT;

import dev.ghlmcp.operation.annotation.*;
import java.util.List;
import java.util.Map;

/// People who log in to HighLevel, and what they may do there.
@Toolset(value = "users", version = "2021-07-28")
public sealed interface Users extends Operation {
    /// The switches of what a user may do, as HighLevel's document lists them.
    String PERMISSIONS = "campaignsEnabled campaignsReadOnly contactsEnabled workflowsEnabled "
            + "workflowsReadOnly triggersEnabled funnelsEnabled websitesEnabled "
            + "opportunitiesEnabled dashboardStatsEnabled bulkRequestsEnabled "
            + "appointmentsEnabled reviewsEnabled onlineListingsEnabled phoneCallEnabled "
            + "conversationsEnabled assignedDataOnly adwordsReportingEnabled "
            + "membershipEnabled facebookAdsReportingEnabled attributionsReportingEnabled "
            + "settingsEnabled tagsEnabled leadValueEnabled marketingEnabled "
            + "agentReportingEnabled botService socialPlanner bloggingEnabled "
            + "invoiceEnabled affiliateManagerEnabled contentAiEnabled refundsEnabled "
            + "recordPaymentEnabled cancelSubscriptionEnabled paymentsEnabled "
            + "communitiesEnabled exportPaymentsEnabled";

    @Get("/users/search")
    @Company(QUERY)
    @Token({AGENCY, SUB_ACCOUNT})
    @Pages(value = "users", by = Paging.SKIP, total = "count")
    @Tool("Search the agency's users by name, email, phone, sub-account, type or role.")
    @Yields({"userId", "assignedUserId"})
    record SearchUsers(
            String query,
            @Limit(min = 0) Integer skip,
            @Default("25") @Limit(min = 1) Integer limit,
            @Doc("Only its users, from list_locations") String locationId,
            @Doc("account or agency") String type,
            @Doc("admin or user") String role,

            @Doc("From search_users") @SentAs(Form.COMMA_LIST)
            List<String> ids,

            @Doc("Such as dateAdded; by name if omitted") String sort,
            @Doc("asc or desc") String sortDirection,
            Boolean enabled2waySync)
            implements Users {}

    @Post("/users/search/filter-by-email")
    @Company(BODY)
    @Token(AGENCY)
    @Pages(value = "users", by = Paging.SKIP, total = "count")
    @Tool(value = "Find users of the agency by exact email addresses.", readOnly = true)
    record FilterUsersByEmail(
            @Required @Limit(min = 1) @SentAs(Form.COMMA_LIST)
            List<String> emails,

            @Doc("Deleted users instead") Boolean deleted,
            @SentAs(Form.TEXT) @Limit(min = 0) Integer skip,

            @Default("25") @SentAs(Form.TEXT) @Limit(min = 1)
            Integer limit,

            @Doc("all, or field names joined by commas; id and email if omitted")
            String projection)
            implements Users {}

    @Get("/users/{userId}")
    @Token({AGENCY, SUB_ACCOUNT})
    @Tool("Read one user with role, permissions and scopes.")
    record GetUser(String userId) implements Users {}

    @Get("/users/")
    @Location(QUERY)
    @V3(replacement = SearchUsers.class)
    @Pages("users")
    @Tool("List all users of one sub-account without a company id; deprecated by HighLevel, prefer search_users.")
    record ListLocationUsers() implements Users {}

    @Post("/users/")
    @Company(BODY)
    @Token({AGENCY, SUB_ACCOUNT})
    @Tool("Create a user with a password and access to sub-accounts.")
    record CreateUser(
            @Required String firstName,
            @Required String lastName,
            @Required String email,
            @Required String password,
            @Doc("With country code") String phone,
            @Doc("account or agency") @Required String type,
            @Doc("admin or user") @Required String role,

            @Doc("Sub-account ids from list_locations") @Required
            List<String> locationIds,

            @Doc("JSON object of switches such as contactsEnabled or assignedDataOnly; get_user shows all")
            @OneOf(listed = false, value = PERMISSIONS)
            Map<String, Boolean> permissions,

            @Doc("Such as contacts.write; [] allows none") List<String> scopes,

            @Doc("Scopes for records assigned to the user") @Rare
            List<String> scopesAssignedToOnly,

            @Doc("URL") @Rare String profilePhoto,

            @Doc("JSON object: inbound Twilio number by location id") @Rare
            Map<String, String> twilioPhone,

            @OneOf({"en_US", "es", "fr_CA", "fr_FR", "nl", "de", "pt_PT", "pt_BR", "it", "sv", "da", "fi", "no"}) @Rare
            String platformLanguage)
            implements Users {}

    @Put("/users/{userId}")
    @Company(value = BODY, optional = true)
    @Token({AGENCY, SUB_ACCOUNT})
    @Tool("Change the given fields of a user, such as role, permissions or sub-accounts; the email cannot change.")
    @Consent(
            value = Risk.IRREVERSIBLE,
            when = {"password", "type", "role", "locationIds", "permissions", "scopes", "scopesAssignedToOnly"})
    record UpdateUser(
            String userId,
            String firstName,
            String lastName,
            @Permanent String password,
            @Doc("With country code") String phone,
            @Doc("account or agency") String type,
            @Doc("admin or user") String role,
            @Doc("Sub-account ids from list_locations") List<String> locationIds,

            @Doc("JSON object of switches as get_user shows them") @OneOf(listed = false, value = PERMISSIONS)
            Map<String, Boolean> permissions,

            @Doc("REPLACES all, such as contacts.write; cleared it allows none")
            List<String> scopes,

            @Doc("REPLACES all scopes for records assigned to the user") @Rare
            List<String> scopesAssignedToOnly,

            @Doc("URL") @Rare String profilePhoto,

            @Doc("JSON object; REPLACES the inbound Twilio numbers by location id") @Rare
            Map<String, String> twilioPhone,

            @OneOf({"en_US", "es", "fr_CA", "fr_FR", "nl", "de", "pt_PT", "pt_BR", "it", "sv", "da", "fi", "no"}) @Rare
            String platformLanguage)
            implements Users {}

    @Delete("/users/{userId}")
    @Token({AGENCY, SUB_ACCOUNT})
    @Tool("Delete a user, which takes effect within a few minutes.")
    record DeleteUser(String userId) implements Users {}
}
