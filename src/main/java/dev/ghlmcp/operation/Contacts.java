package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.Place.BODY;

/// People in a sub-account, with their tags, notes, tasks and enrolments.
@Toolset(value = "contacts", version = "2021-07-28")
public sealed interface Contacts extends Operation {

    @Get("/contacts/{contactId}")
    @Tool("Read one contact with its tags and custom fields.")
    record GetContact(@Doc("Id from search_contacts") String contactId) implements Contacts {}

    @Post("/contacts/search")
    @Location(BODY)
    @Tool(value = "Find contacts by name, email, phone, tag or custom field.", readOnly = true)
    record SearchContacts(
            @Doc("Words to look for in name, email, phone or company") @Limit(max = 75)
            String query,

            @Default("20") @Limit(min = 1, max = 500) Integer pageLimit)
            implements Contacts {}
}
