package dev.ghlmcp.catalog;

import java.util.List;
import java.util.stream.Stream;

/// Where answers leave HighLevel's documents, because the real ones do.
final class AnswerDeviations {
    private static final List<Deviation> KNOWN = List.of(
            new Deviation("*_association*.*Object*", "type", "typed as an object, its example is a text"),
            new Deviation("*_association*.associationType", "type", "typed as an object, its example is a text"),
            new Deviation("list_associations.*", "required", "a list has one association's schema (CATALOG, quirks)"),
            new Deviation("list_associations.*", "name", "a list has one association's schema (CATALOG, quirks)"),
            new Deviation("get_association_by_object_key.*", "required", "may answer several (CATALOG, notes)"),
            new Deviation("get_association_by_object_key.*", "name", "may answer several (CATALOG, notes)"),
            new Deviation("*_relation*.*", "required", "relations have the association's schema (CATALOG, quirks)"),
            new Deviation("*_relation*.*", "name", "relations have the association's schema (CATALOG, quirks)"),
            new Deviation("create_relation.*ObjectKey", "type", "typed as an object, its example is a text"),
            new Deviation("bulk_update_contact_tags.responses[]", "type", "typed as texts, its example has objects"),
            new Deviation("*_block_slot.*Time", "type", "dates typed as objects (CATALOG, notes)"),
            new Deviation("get_appointment.event.*", "type", "dates typed as objects (CATALOG, notes)"),
            new Deviation("*_calendar_resource*.id", "name", "without it nothing could be addressed; unverified"),
            new Deviation("*.scopes", "type", "typed as one text, in requests a list"),
            new Deviation("*.indexVersion", "type", "typed as a text, its example is a number"),
            new Deviation("get_email_message.*", "*", "wrapped in emailMessage (CATALOG, quirks: issues 214, 258, 54)"),
            new Deviation("get_message.*", "*", "wrapped in message (CATALOG, quirks: issues 214, 258, 54)"),
            new Deviation(
                    "list_conversation_messages.*", "*", "nested in messages (CATALOG, quirks: issues 214, 258, 54)"),
            new Deviation(
                    "get_message_transcription.*", "*", "the schema shows one sentence of many (CATALOG, quirks)"),
            new Deviation("list_blog_categories.categories[].name", "required", "declared as label, required as name"),
            new Deviation("list_*contacts.contacts[].*", "name", "the schema leaves out what GET by id has (FACTS 9)"),
            new Deviation(
                    "list_pipelines.pipelines[].stages[]",
                    "type",
                    "typed as lists; id, name and position live (FACTS 9)"),
            new Deviation(
                    "search_conversations.conversations[].lastMessageBody",
                    "required",
                    "results leave out what is empty"),
            new Deviation("search_conversations.conversations[].*", "name", "the schema leaves out what GET by id has"),
            new Deviation(
                    "search_opportunities.opportunities[].customFields[].*",
                    "*",
                    "{id, type, fieldValueString} in search (FACTS 6.2: issue 87)"),
            new Deviation(
                    "search_opportunities.opportunities[].followers[]", "type", "typed as lists of lists, are ids"),
            new Deviation("*_contact_tags.tags*ed", "name", "beside the tags, as followers have it; unverified"));

    private static final List<Deviation> DATED = List.of(
            new Deviation("list_contacts.meta", "name", "the way to the next page (FACTS 5)"),
            new Deviation(
                    "list_contacts.contacts[].customFields[].value", "type", "numbers and lists too (FACTS 6.2)"));

    private AnswerDeviations() {}

    static List<Deviation> of(Generation generation) {
        return Stream.concat(KNOWN.stream(), (generation == Generation.V3 ? List.<Deviation>of() : DATED).stream())
                .toList();
    }
}
