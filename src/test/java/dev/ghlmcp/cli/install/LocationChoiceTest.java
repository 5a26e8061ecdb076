package dev.ghlmcp.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.OnSandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/// The sub-account of a token that comes without one.
class LocationChoiceTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void theOnlyOneIsTakenWithoutAQuestion() {
        assertEquals(SampleAccount.LOCATION_ID, chosen(SampleAccount.LOCATION_TOKEN));
        try (OnSandbox sandbox = new OnSandbox()) {
            assertEquals(SampleAccount.LOCATION_ID, new LocationChoice(null, out()).chosen(sandbox.dispatcher()));
        }
    }

    @Test
    void severalAreListedByNameAndTakenByNumberNameOrId() {
        assertEquals(SampleAccount.SECOND_LOCATION_ID, chosen(SampleAccount.AGENCY_TOKEN, "2"));
        assertTrue(shown().contains("1  Harbor Dental (HarborDentalLocation)\n2  Harbor Orthodontics ("), shown());
        assertEquals(SampleAccount.LOCATION_ID, chosen(SampleAccount.AGENCY_TOKEN, "harbor dental"));
        assertEquals(SampleAccount.THIRD_LOCATION_ID, chosen(SampleAccount.AGENCY_TOKEN, "casco"));
        assertEquals("Abcdefghij0123456789", chosen(SampleAccount.AGENCY_TOKEN, " Abcdefghij0123456789 "));
    }

    @Test
    void whatNamesNoneOrSeveralIsSaidAndAskedAgain() {
        assertEquals(SampleAccount.LOCATION_ID, chosen(SampleAccount.AGENCY_TOKEN, "4", "Elm Street", "harbor", "1"));
        assertTrue(shown().contains("No sub-account is called 4"), shown());
        assertTrue(shown().contains("No sub-account is called Elm Street"), shown());
        assertTrue(shown().contains("Several are called so"), shown());
    }

    @Test
    void nobodyHasToChoose() {
        assertNull(chosen(SampleAccount.AGENCY_TOKEN, ""));
        assertNull(chosen(SampleAccount.AGENCY_TOKEN));
        assertNull(new LocationChoice(null, out()).chosen(null));
    }

    /// @param answers in turn, then the end of input
    private String chosen(String token, String... answers) {
        Deque<String> left = new ArrayDeque<>(Arrays.asList(answers));
        try (OnSandbox sandbox = new OnSandbox(token)) {
            return new LocationChoice(_ -> left.poll(), out()).chosen(sandbox.dispatcher());
        }
    }

    private PrintStream out() {
        return new PrintStream(shown, true, StandardCharsets.UTF_8);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
