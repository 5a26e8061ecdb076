package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;
import dev.ghlmcp.operation.value.ContactFilter;
import dev.ghlmcp.operation.value.CustomFieldValue;
import dev.ghlmcp.operation.value.DndSettings;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/// People in a sub-account, with their tags, enrolments and followers.
@Toolset(value = "contacts", version = "2021-07-28")
public sealed interface Contacts extends Operation {

    @Get("/contacts/{contactId}")
    @Tool("Read one contact by id, with its tags and custom fields.")
    record GetContact(String contactId) implements Contacts {}

    @Post("/contacts/search")
    @Location(BODY)
    @Pages(value = "contacts", by = Paging.SEARCH_AFTER, total = "total")
    @Tool(value = "Search contacts by text and by filters on tags, dates, owner or custom fields.", readOnly = true)
    @NotBoth({"page", "searchAfter"})
    @Yields("contactId")
    record SearchContacts(
            @Doc("Words to look for in name, email, phone or company") @Limit(max = 75)
            String query,

            @Doc("All must hold") List<ContactFilter> filters,
            List<Sort> sort,
            @Default("20") @Limit(min = 1, max = 500) Integer pageLimit,

            @Doc("From 1, within the first 10,000 hits, instead of searchAfter") @Limit(min = 1)
            Integer page,

            @Doc("From paging.next") List<Object> searchAfter)
            implements Contacts {

        /// One level of the order.
        record Sort(
                @Doc("Such as dateAdded or firstNameLowerCase") @Required
                String field,

                @Required @OneOf({"asc", "desc"}) String direction) {}
    }

    @Get("/contacts/business/{businessId}")
    @Location(QUERY)
    @Pages(value = "contacts", by = Paging.SKIP, total = "count")
    @Tool("List the contacts that belong to one business.")
    record ListBusinessContacts(
            String businessId,
            @Doc("Words in the contact's name") String query,
            @Default("25") @Limit(min = 1) Integer limit,
            @Limit(min = 0) Integer skip,

            @OnlyV3 @Doc("Name and id of the last contact of the page before, instead of skip") @SentAs(Form.COMMA_LIST)
            List<String> startAfter)
            implements Contacts {}

    @Get("/contacts/search/duplicate")
    @Location(QUERY)
    @Tool("Check whether a contact with this email or phone exists, by the sub-account's own duplicate rule.")
    @AnyOf({"number", "email"})
    record GetDuplicateContact(
            @Doc("Phone with country code, such as +14155550100; this or email is needed")
            String number,

            String email) implements Contacts {}

    @Get("/contacts/{contactId}/appointments")
    @Pages("events")
    @Tool("List the appointments of one contact in all calendars.")
    record ListContactAppointments(String contactId) implements Contacts {}

    @Get("/contacts/")
    @Location(QUERY)
    @V3(replacement = SearchContacts.class)
    @Pages(value = "contacts", by = Paging.START_AFTER, total = "meta.total")
    @Tool("List contacts page by page without filters; deprecated by HighLevel, prefer search_contacts.")
    record ListContacts(
            @Doc("Words in name, email or phone") String query,
            @Default("20") @Limit(min = 1, max = 100) Integer limit,

            @Doc("From paging.next") Long startAfter,

            @Doc("From paging.next") String startAfterId)
            implements Contacts {}

    @Post("/contacts/")
    @Location(BODY)
    @Tool("Create a contact, or fail if the sub-account forbids duplicates and one exists; see upsert_contact.")
    @AnyOf({"firstName", "lastName", "name", "email", "phone", "companyName"})
    record CreateContact(
            String firstName,
            String lastName,

            @Doc("Full name, instead of firstName and lastName") @Permanent
            String name,

            String email,
            @Doc("With country code") String phone,
            String companyName,
            String address1,
            String city,
            String state,
            String postalCode,
            @Doc("Two letters") String country,
            String website,
            @Doc("IANA name") String timezone,
            String gender,
            @Doc("YYYY-MM-DD") LocalDate dateOfBirth,
            @Doc("Owner, from search_users") String assignedTo,
            @Doc("Where the contact came from") String source,
            List<String> tags,
            List<CustomFieldValue> customFields,
            @Doc("Do not disturb on any channel") Boolean dnd,
            @Doc(DndSettings.FORM) DndSettings dndSettings,
            DndSettings.Inbound inboundDndSettings)
            implements Contacts {}

    @Put("/contacts/{contactId}")
    @Tool("Change the given fields of a contact; tags REPLACES all its tags.")
    @Consent(
            value = Risk.IRREVERSIBLE,
            when = {"tags", "dnd=false", "dndSettings"})
    record UpdateContact(
            String contactId,
            String firstName,
            String lastName,

            @Doc("Full name, instead of firstName and lastName") @Permanent
            String name,

            String email,
            @Doc("With country code") String phone,
            String address1,
            String city,
            String state,
            String postalCode,
            @Doc("Two letters") String country,
            String website,
            @Doc("IANA name") String timezone,
            @Doc("YYYY-MM-DD") LocalDate dateOfBirth,
            @Doc("Owner, from search_users") String assignedTo,
            @Doc("Where the contact came from") String source,

            @Doc("REPLACES all tags; add_contact_tags and remove_contact_tags keep the others")
            List<String> tags,

            @Doc("Only those to change") List<CustomFieldValue> customFields,
            @Doc("Do not disturb on any channel") Boolean dnd,

            @Doc("REPLACES the settings of all channels; " + DndSettings.FORM)
            DndSettings dndSettings,

            DndSettings.Inbound inboundDndSettings)
            implements Contacts {}

    @Composite({GetContact.class, SearchContacts.class, GetDuplicateContact.class})
    @Location(BODY)
    @Pages(value = "contacts", total = "total")
    @Tool(value = "Find contacts by exact email or phone, or read one by id, without filters.", readOnly = true)
    @AnyOf({"contactId", "email", "phone"})
    record FindContact(
            @Doc("From search_contacts, if known") String contactId,
            String email,

            @Doc("With country code, such as +14155550100; with email, either may match")
            String phone)
            implements Contacts {}

    @Delete("/contacts/{contactId}")
    @Tool("Delete a contact for good.")
    record DeleteContact(String contactId) implements Contacts {}

    @Post("/contacts/upsert")
    @Location(BODY)
    @Tool(
            value = "Update the contact with this email or phone, or create it; tags REPLACES all tags of a match.",
            idempotent = true)
    @AnyOf({"email", "phone"})
    @Consent(
            value = Risk.IRREVERSIBLE,
            when = {"tags", "dnd=false", "dndSettings"})
    record UpsertContact(
            String firstName,
            String lastName,

            @Doc("Full name, instead of firstName and lastName") @Permanent
            String name,

            @Doc("This or phone is needed; a match by a secondary address makes it the primary one")
            String email,

            @Doc("With country code") String phone,
            String companyName,
            String address1,
            String city,
            String state,
            String postalCode,
            @Doc("Two letters") String country,
            String website,
            @Doc("IANA name") String timezone,
            @Doc("Ignored for a contact that exists") String gender,
            @Doc("YYYY-MM-DD") LocalDate dateOfBirth,
            @Doc("Owner, from search_users") String assignedTo,
            @Doc("Where the contact came from") String source,

            @Doc("REPLACES all tags of a match; add_contact_tags keeps them")
            List<String> tags,

            List<CustomFieldValue> customFields,
            @Doc("Do not disturb on any channel") Boolean dnd,

            @Doc("REPLACES all channels' settings; " + DndSettings.FORM)
            DndSettings dndSettings,

            DndSettings.Inbound inboundDndSettings,

            @Doc("true creates another contact despite a match, if the sub-account allows duplicates")
            Boolean createNewIfDuplicateAllowed)
            implements Contacts {}

    @Post("/contacts/{contactId}/tags")
    @Tool(value = "Add tags to one contact and keep those it has.", idempotent = true)
    record AddContactTags(
            String contactId, @Required @Limit(min = 1) List<String> tags) implements Contacts {}

    @Delete("/contacts/{contactId}/tags")
    @Tool("Remove the named tags from one contact.")
    @Consent(Risk.WRITES)
    record RemoveContactTags(
            String contactId, @Required @Limit(min = 1) List<String> tags) implements Contacts {}

    @Post("/contacts/bulk/tags/update/{operation}")
    @Location(BODY)
    @Tool(
            value = "Add tags to many contacts at once, or remove some or all of theirs.",
            destructive = true,
            idempotent = true)
    @Needs(argument = "removeAllTags", needs = "operation", as = "remove")
    @AnyOf({"tags", "removeAllTags"})
    @NotBoth({"tags", "removeAllTags"})
    @Consent(value = Risk.IRREVERSIBLE, when = "operation=remove")
    record BulkUpdateContactTags(
            @OneOf({"add", "remove"}) String operation,

            @Doc("Ids from search_contacts") @Required @Limit(min = 1)
            List<String> contacts,

            @Doc("[] with removeAllTags") @Required List<String> tags,
            @Doc("With remove: takes every tag off") Boolean removeAllTags)
            implements Contacts {}

    @Post("/contacts/{contactId}/campaigns/{campaignId}")
    @Tool("Enrol a contact in a campaign, which may start sending messages.")
    @Consent(Risk.OUTWARD)
    record AddContactToCampaign(String contactId, String campaignId) implements Contacts {}

    @Delete("/contacts/{contactId}/campaigns/{campaignId}")
    @Tool("Take a contact out of one campaign.")
    @Consent(Risk.WRITES)
    record RemoveContactFromCampaign(String contactId, String campaignId) implements Contacts {}

    @Delete("/contacts/{contactId}/campaigns/removeAll")
    @V3(path = "/contacts/{contactId}/campaigns/remove-all")
    @Tool("Take a contact out of every campaign.")
    record RemoveContactFromAllCampaigns(String contactId) implements Contacts {}

    @Post("/contacts/{contactId}/workflow/{workflowId}")
    @Tool("Enrol a contact in an automation workflow, which may start sending messages.")
    @Consent(Risk.OUTWARD)
    record AddContactToWorkflow(
            String contactId,
            String workflowId,

            @Doc("Such as 2030-01-31T17:00, location's time, for a workflow built around an event")
            OffsetDateTime eventStartTime)
            implements Contacts {}

    @Delete("/contacts/{contactId}/workflow/{workflowId}")
    @Tool("Take a contact out of an automation workflow.")
    @Consent(Risk.WRITES)
    record RemoveContactFromWorkflow(
            String contactId,
            String workflowId,

            @Doc("Such as 2030-01-31T17:00, location's time")
            OffsetDateTime eventStartTime)
            implements Contacts {}

    @Post("/contacts/{contactId}/followers")
    @Tool(value = "Add users to the followers of a contact.", idempotent = true)
    record AddContactFollowers(
            String contactId,

            @Doc("From search_users") @Required @Limit(min = 1)
            List<String> followers) implements Contacts {}

    @Delete("/contacts/{contactId}/followers")
    @Tool("Remove users from the followers of a contact.")
    @Consent(Risk.WRITES)
    record RemoveContactFollowers(
            String contactId,

            @Doc("From search_users") @Required @Limit(min = 1)
            List<String> followers) implements Contacts {}

    @Post("/contacts/bulk/business")
    @Location(BODY)
    @Tool(
            value = "Link many contacts to one business, or unlink them from theirs.",
            destructive = true,
            idempotent = true)
    @Consent(Risk.IRREVERSIBLE)
    record BulkUpdateContactBusiness(
            @Doc("Contact ids from search_contacts") @Required @Limit(min = 1)
            List<String> ids,

            @Doc("From list_businesses; none unlinks") @Required @Nullable("UNLINKS them from their business")
            String businessId)
            implements Contacts {}
}
