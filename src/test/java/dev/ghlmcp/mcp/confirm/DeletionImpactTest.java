package dev.ghlmcp.mcp.confirm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.OnSandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the dry run of a deletion says of the records around the one that goes.
class DeletionImpactTest {
    private final OnSandbox sandbox = new OnSandbox();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aContactsNotesTasksAndBookingsAreNamed() {
        String impact = impact("delete_contact", "'contactId':'ouXvz8AgsBOHRYQt5OJB'");
        assertEquals(
                "Lost for good: 2 notes (\"Payment plan\", \"Aligner progress\"), 2 tasks (\"Order aligner trays 8 to"
                        + " 10\", \"Send the payment plan\"), the conversation (last message \"Thanks! Can I come at"
                        + " 18:00 instead?\"). May stay behind, as HighLevel does not say what becomes of it: 1 booked"
                        + " appointment (\"Aligner check\" 2026-12-08 17:30 -05:00), 1 opportunity (\"Priya Raman: aligners\")."
                        + " Cancel, move or reassign first what must not stay. The contact itself can be restored in"
                        + " HighLevel for 60 days, without what is lost.",
                impact);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            delete_calendar       | 'calendarId':'B5JNYkG8jl6v1YDssibJ'    | 2 booked appointments ("Aligner check" 2026-12-08 17:30 -05:00, "Cleaning" 2026-12-14 09:00 -05:00)
            delete_calendar_group | 'groupId':'Ngyudec45ScIzVsCJy46'       | 2 calendars ("Checkups and cleanings", "Whitening"), 3 booked appointments
            delete_user           | 'userId':'7KWyWfty6uEvcdZQoaZr'        | 2 open opportunities ("Sofia Marchetti: aligners", "Priya Raman: aligners"), 5 assigned contacts ("
            delete_user           | 'userId':'7KWyWfty6uEvcdZQoaZr'        | SOLE MEMBER of the team of 1 calendar ("Checkups and cleanings"), which would have nobody to book.
            delete_user           | 'userId':'7KWyWfty6uEvcdZQoaZr'        | at all: tasks of theirs, which HighLevel lists by contact alone.
            delete_business       | 'businessId':'fa6c8bbc2a299e490bbed2cf' | 2 contacts ("Imani Fletcher", "Theo Lindqvist") belong to it
            delete_opportunity    | 'opportunityId':'28MkrdiBsvDfaFBBEQoY' | its value 4200, its place in "Invisalign / Aligners ordered". Stays: the contact "Priya Raman".
            delete_calendar_event | 'eventId':'a2zPOYzXpfgAzW659kOL'       | the booking at 2026-12-08 17:30 -05:00, 3 notes
            """)
    void othersSayWhatHangsOnThem(String tool, String arguments, String part) {
        String impact = impact(tool, arguments);
        assertTrue(impact.contains(part), impact);
        assertEquals(tool.equals("delete_user"), impact.contains("Not known"), impact);
    }

    @Test
    void aBlockedTimeHasNoContactThatStays() {
        String impact = impact("delete_calendar_event", "'eventId':'vWmXQMqA03Ou9MRMV1I0'");
        assertEquals(
                "Not known, because it could not be read in time or at all: what eventId names, its time, and whether it"
                        + " is an appointment or a blocked time, notes.",
                impact);
    }

    @Test
    void aDeletionOnWhichNothingHangsSaysNothing() {
        assertEquals(
                "",
                impact("delete_contact_note", "'contactId':'ouXvz8AgsBOHRYQt5OJB','noteId':'LCZ3k7Ad7728XMcffJ1R'"));
    }

    private String impact(String tool, String arguments) {
        return sandbox.call(tool, "{" + arguments + ",'dryRun':true}")
                .path("impact")
                .asString("");
    }
}
