package dev.ghlmcp.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestArgumentsTest {
    private static final RequestArguments OWN = new RequestArguments(List.of("every", "limit"));

    @Test
    void whatARequestTakesIsAmongTheKnownArguments() {
        assertEquals(
                "Nothing is watched. search_contacts: bogus is not known; known are every, limit, query",
                OWN.sentence("Nothing is watched. search_contacts: bogus is not known; known are query"));
    }

    @Test
    void membersOfAnArgumentStayAsTheyAre() {
        for (String sentence : List.of(
                "filters[0].bogus is not known; known are field", "filters.bogus is not known; known are field")) {
            assertEquals(sentence, OWN.sentence(sentence));
        }
    }
}
