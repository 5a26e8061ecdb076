package dev.ghlmcp.catalog;

import java.util.List;
import java.util.stream.Stream;

/// Where our requests knowingly leave HighLevel's documents.
final class Deviations {
    private static final List<Deviation> KNOWN = List.of(
            new Deviation("*.limit", "type", "counts typed as text; in a query they look the same"),
            new Deviation("*.skip", "type", "counts typed as text; in a query they look the same"),
            new Deviation("*.dateOfBirth", "type", "typed as an object, its example is a text"),
            new Deviation("*.customFields[].id", "required", "id or key; a sibling schema says so (FACTS 6.2)"),
            new Deviation("*.dndSettings.*.status", "enum", "six equal channels have one wording"),
            new Deviation("*.customFields[].field*", "required", "without a value it says nothing"),
            new Deviation("search_contacts.*", "name", "the body's schema is empty (CATALOG, quirks)"),
            new Deviation("bulk_update_contact_tags.operation", "enum", "{type} is undeclared (commit 5f8673c had it)"),
            new Deviation("*_calendar.notifications", "name", "deprecated by HighLevel"),
            new Deviation("*_calendar.meetingLocation", "name", "deprecated by HighLevel"),
            new Deviation("*_calendar.teamMembers[].meetingLocation*", "name", "deprecated by HighLevel"),
            new Deviation("*_calendar.availabilityType", "enum", "numbers; the bounds say 0 to 1"),
            new Deviation("create_calendar.teamMembers[].priority", "enum", "numbers; the description names the three"),
            new Deviation("update_calendar.*", "fields", "forms as in create_calendar are not repeated"),
            new Deviation("list_*.startTime", "type", "typed as text; in a query they look the same"),
            new Deviation("list_*.endTime", "type", "typed as text; in a query they look the same"),
            new Deviation("*_block_slot.calendarId", "required", "it or assignedUserId (CATALOG, notes)"),
            new Deviation("create_block_slot.*Time", "required", "needed in practice (CATALOG, notes)"),
            new Deviation(
                    "create_calendar_resource.*", "required", "each only for rooms or for equipments (CATALOG, notes)"),
            new Deviation("search_opportunities.startAfter", "type", "typed as text; in a query they look the same"),
            new Deviation("*_opportunity*.status", "enum", "'all' is a search value (CATALOG, quirks)"),
            new Deviation(
                    "upsert_opportunity.contactId", "name", "in the document until 2025-08-11, needed in practice"),
            new Deviation("upsert_opportunity.monetaryValue", "type", "typed as an object, is a number"),
            new Deviation("*_user.permissions", "fields", "38 switches, named in the description"),
            new Deviation("*_user.scopes*", "enum", "189 values"),
            new Deviation("update_user.email", "name", "deprecated, can no longer be changed"),
            new Deviation("search_conversations.startAfterDate", "type", "theirs is the invalid 'any'"),
            new Deviation("search_conversations.lastMessageType", "enum", "42 values for one filter"),
            new Deviation("list_conversation_messages.type", "enum", "42 values; the description gives examples"),
            new Deviation("list_locations.order", "enum", "its description names them"),
            new Deviation("*_location.country", "enum", "247 codes; two letters"),
            new Deviation("*_association.*Object*", "type", "typed as an object, its example is a text"),
            new Deviation("upsert_invoice.miscellaneousCharges.charges[]", "type", "typed as lists of lists"),
            new Deviation("upsert_invoice.miscellaneousCharges.*Charges", "name", "HighLevel counts what is paid"),
            new Deviation("upsert_invoice.contactDetails.phoneNo", "required", "sent empty for those who have none"),
            new Deviation("upsert_invoice.contactId", "required", "numbers are looked for among those of a contact"),
            new Deviation("upsert_invoice.endAt", "name", "a number is no filter of that list"),
            new Deviation("upsert_invoice.startAt", "name", "a number is no filter of that list"),
            new Deviation("upsert_invoice.paymentMode", "name", "a number is no filter of that list"),
            new Deviation("upsert_invoice.search", "name", "a number is no filter of that list"),
            new Deviation("upsert_invoice.status", "name", "a number is no filter of that list"),
            new Deviation("upsert_invoice.sort*", "name", "a number is no filter of that list"),
            new Deviation(
                    "upsert_invoice.paymentSchedule.schedules[]",
                    "type",
                    "typed as texts, are objects (CATALOG, notes)"),
            new Deviation(
                    "upsert_invoice.tipsConfiguration.tipsPercentage[]",
                    "type",
                    "typed as texts, are numbers (CATALOG, notes)"));

    /// What only `v3` has: the arguments are the same in both generations.
    private static final List<Deviation> NEWER = List.of(
            new Deviation("list_business_contacts.startAfter", "type", "a pair with a comma, as its description says"),
            new Deviation("*.customFields[].field_value", "name", "new in v3"));

    private Deviations() {}

    static List<Deviation> of(Generation generation) {
        return generation == Generation.V3
                ? Stream.concat(KNOWN.stream(), NEWER.stream()).toList()
                : KNOWN;
    }
}
