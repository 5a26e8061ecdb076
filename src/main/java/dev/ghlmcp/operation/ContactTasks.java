package dev.ghlmcp.operation;

import dev.ghlmcp.operation.annotation.*;
import java.time.OffsetDateTime;

/// Tasks and notes of contacts.
@Toolset(value = "contacts", version = "2021-07-28")
public sealed interface ContactTasks extends Operation {

    @Get("/contacts/{contactId}/tasks")
    @Pages("tasks")
    @Tool("List the tasks of one contact.")
    @Yields("taskId")
    record ListContactTasks(String contactId) implements ContactTasks {}

    @Get("/contacts/{contactId}/tasks/{taskId}")
    @Tool("Read one task of a contact.")
    record GetContactTask(String contactId, String taskId) implements ContactTasks {}

    @Get("/contacts/{contactId}/notes")
    @Pages("notes")
    @Tool("List the notes on one contact, without those on its appointments: see list_appointment_notes.")
    @Yields("noteId")
    record ListContactNotes(String contactId) implements ContactTasks {}

    @Get("/contacts/{contactId}/notes/{noteId}")
    @Tool("Read one note on a contact.")
    record GetContactNote(String contactId, String noteId) implements ContactTasks {}

    @Post("/contacts/{contactId}/tasks")
    @Tool("Create a task with a due date for one contact.")
    record CreateContactTask(
            String contactId,
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
            String contactId,
            String taskId,
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
            String contactId,
            String taskId,
            @Doc("false opens it again") @Default("true") Boolean completed) implements ContactTasks {}

    @Delete("/contacts/{contactId}/tasks/{taskId}")
    @Tool("Delete one task of a contact.")
    record DeleteContactTask(String contactId, String taskId) implements ContactTasks {}

    @Post("/contacts/{contactId}/notes")
    @Tool("Write a new note on a contact.")
    record CreateContactNote(
            String contactId,
            @Required String body,
            String title,
            @Doc("Author, from search_users") String userId,
            @Doc("Such as #FFAA00") String color,
            Boolean pinned)
            implements ContactTasks {}

    @Put("/contacts/{contactId}/notes/{noteId}")
    @Tool("Change the text, title, color or pin of a note on a contact.")
    record UpdateContactNote(
            String contactId,
            String noteId,
            String body,
            String title,
            @Doc("Author, from search_users") String userId,
            @Doc("Such as #FFAA00") String color,
            Boolean pinned)
            implements ContactTasks {}

    @Delete("/contacts/{contactId}/notes/{noteId}")
    @Tool("Delete one note on a contact.")
    record DeleteContactNote(String contactId, String noteId) implements ContactTasks {}
}
