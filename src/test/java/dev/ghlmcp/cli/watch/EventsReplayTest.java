package dev.ghlmcp.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsReplayTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | false | 0 | there are no dead letters of gone: nothing is sent again
            1 | false | 0 | 1 dead letter of gone is sent again, by the server that runs or the next that starts
            3 | false | 0 | 3 dead letters of gone are sent again, by the server that runs or the next that starts
            0 | true  | 4 | gone goes on with all that waits, by the server that runs or the next that starts
            3 | true  | 4 | gone goes on with all that waits and 3 dead letters, by the server that runs or the next that starts
            0 | false | 1 | gone is tried now with 1 event that waited, by the server that runs or the next that starts
            2 | false | 3 | 2 dead letters of gone are sent again, and it is tried now with 3 events that waited, by the server that runs or the next that starts
            """)
    void whatIsSentIsSaidAndNothingThatIsNot(int count, boolean stopped, int waiting, String says) {
        assertEquals(says, EventsReplayCommand.outcome("gone", count, stopped, waiting));
    }
}
