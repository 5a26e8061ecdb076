package dev.ghlmcp.operation;

import dev.ghlmcp.operation.annotation.Default;
import dev.ghlmcp.operation.annotation.Delete;
import dev.ghlmcp.operation.annotation.Doc;
import dev.ghlmcp.operation.annotation.EndOfDay;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.operation.annotation.Get;
import dev.ghlmcp.operation.annotation.Pages;
import dev.ghlmcp.operation.annotation.Post;
import dev.ghlmcp.operation.annotation.Put;
import dev.ghlmcp.operation.annotation.Required;
import dev.ghlmcp.operation.annotation.SentAs;
import dev.ghlmcp.operation.annotation.Tool;
import dev.ghlmcp.operation.annotation.Toolset;
import java.time.OffsetDateTime;

/// Tasks and notes of contacts.
@Toolset(value = "contacts", version = "2021-07-28")
public sealed interface ContactTasks extends Operation {

    @Get("/contacts/{contactId}/tasks")
    @Pages("tasks")
    @Tool("List the tasks of one contact.")
    record ListContactTasks(@Doc("From search_contacts") String contactId) implements ContactTasks {}

    @Get("/contacts/{contactId}/tasks/{taskId}")
    @Tool("Read one task of a contact.")
    record GetContactTask(
            @Doc("From search_contacts") String contactId,
            @Doc("From list_contact_tasks") String taskId) implements ContactTasks {}

    @Get("/contacts/{contactId}/notes")
    @Pages("notes")
    @Tool("List the notes on one contact.")
    record ListContactNotes(@Doc("From search_contacts") String contactId) implements ContactTasks {}

    @Get("/contacts/{contactId}/notes/{noteId}")
    @Tool("Read one note on a contact.")
    record GetContactNote(
            @Doc("From search_contacts") String contactId,
            @Doc("From list_contact_notes") String noteId) implements ContactTasks {}

    @Post("/contacts/{contactId}/tasks")
    @Tool("Create a task with a due date for one contact.")
    record CreateContactTask(
            @Doc("From search_contacts") String contactId,
            @Required String title,
            String body,

            @Doc("Such as 2030-01-31T17:00, location's time") @Required @SentAs(Form.UTC) @EndOfDay
            OffsetDateTime dueDate,

            @Default("false") Boolean completed,
            @Doc("From search_users") String assignedTo)
            implements ContactTasks {}

    @Put("/contacts/{contactId}/tasks/{taskId}")
    @Tool("Change the title, text, due date or assignee of a contact's task.")
    record UpdateContactTask(
            @Doc("From search_contacts") String contactId,
            @Doc("From list_contact_tasks") String taskId,
            String title,
            String body,

            @Doc("Such as 2030-01-31T17:00, location's time") @SentAs(Form.UTC) @EndOfDay
            OffsetDateTime dueDate,

            Boolean completed,
            @Doc("From search_users") String assignedTo)
            implements ContactTasks {}

    @Put("/contacts/{contactId}/tasks/{taskId}/completed")
    @Tool("Mark a contact's task as done, or open it again.")
    record CompleteContactTask(
            @Doc("From search_contacts") String contactId,
            @Doc("From list_contact_tasks") String taskId,
            @Doc("false opens it again") @Default("true") Boolean completed)
            implements ContactTasks {}

    @Delete("/contacts/{contactId}/tasks/{taskId}")
    @Tool("Delete one task of a contact.")
    record DeleteContactTask(
            @Doc("From search_contacts") String contactId,
            @Doc("From list_contact_tasks") String taskId) implements ContactTasks {}

    @Post("/contacts/{contactId}/notes")
    @Tool("Write a new note on a contact.")
    record CreateContactNote(
            @Doc("From search_contacts") String contactId,
            @Required String body,
            String title,
            @Doc("Author, from search_users") String userId,
            @Doc("Such as #FFAA00") String color,
            Boolean pinned)
            implements ContactTasks {}

    @Put("/contacts/{contactId}/notes/{noteId}")
    @Tool("Change the text, title, color or pin of a note on a contact.")
    record UpdateContactNote(
            @Doc("From search_contacts") String contactId,
            @Doc("From list_contact_notes") String noteId,
            String body,
            String title,
            @Doc("Author, from search_users") String userId,
            @Doc("Such as #FFAA00") String color,
            Boolean pinned)
            implements ContactTasks {}

    @Delete("/contacts/{contactId}/notes/{noteId}")
    @Tool("Delete one note on a contact.")
    record DeleteContactNote(
            @Doc("From search_contacts") String contactId,
            @Doc("From list_contact_notes") String noteId) implements ContactTasks {}
}
