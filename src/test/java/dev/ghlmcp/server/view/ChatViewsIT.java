package dev.ghlmcp.server.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Browser;
import dev.ghlmcp.BuiltProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The views of the built program in the host part of `@modelcontextprotocol/ext-apps`, in the system's Chromium, on
/// the
/// sandbox. `-Dviews.pictures=FOLDER` keeps pictures of them.
class ChatViewsIT {
    private static final int MAX_BYTES = 30_000;

    @Test
    void aCardIsDraggedAndMovesOnceThePersonConfirms() throws Exception {
        JsonNode seen = visit("drag");
        String question = seen.path("question").asString();
        assertTrue(question.contains("Declan Murphy: first visit, now in Consultation booked"), question);
        assertFalse(seen.path("cancelled").toString().contains("update_opportunity"), "Cancel sends nothing");
        assertEquals(
                "Declan Murphy: first visit is now in Treatment proposed.",
                seen.path("said").asString());
        assertNotEquals(seen.path("was").asString(), seen.path("stage").asString());
        assertEquals(
                seen.path("stage").asString(),
                seen.path("calls")
                        .valueStream()
                        .filter(call -> call.path("name").asString().equals("update_opportunity"))
                        .findFirst()
                        .orElseThrow()
                        .at("/arguments/pipelineStageId")
                        .asString());
        assertTrue(seen.path("column").asString().contains("Declan Murphy"), seen.toString());
        quiet(seen);
    }

    @Test
    void aCardIsMovedByKeyboardAlone() throws Exception {
        JsonNode seen = visit("keys");
        assertEquals("SELECT", seen.path("select").asString());
        assertNotEquals(seen.path("was").asString(), seen.path("stage").asString());
        assertEquals("Move Declan Murphy: first visit", seen.path("back").asString(), "the focus goes with the card");
        quiet(seen);
    }

    @Test
    void aSlotIsBookedWithThePointerAndOneByKeyboardAlone() throws Exception {
        JsonNode seen = visit("book");
        assertEquals("Choose a contact first.", seen.path("unchosen").asString());
        assertFalse(seen.path("before").toString().contains("create_appointment"), seen.toString());
        assertTrue(seen.path("first").asString().endsWith(" is booked for Theo Lindqvist."), seen.toString());
        // Other appointments of that week stand beside them.
        assertEquals(1, booked(seen, "Theo Lindqvist "), seen.toString());
        assertEquals(1, booked(seen, "First visit "), seen.toString());
        assertNotEquals(seen.path("time").asString(), seen.path("next").asString());
        quiet(seen);
    }

    private static long booked(JsonNode seen, String title) {
        return seen.path("events")
                .valueStream()
                .filter(event -> event.asString().startsWith(title))
                .count();
    }

    @Test
    void whatACustomerWroteIsTextAndReachesNoModel() throws Exception {
        JsonNode seen = visit("hostile");
        for (String view : List.of("card", "board", "day", "slots")) {
            assertEquals(0, seen.path("shown").path(view).path("alien").asInt(), view);
        }
        for (String view : List.of("card", "board", "day")) {
            assertTrue(
                    seen.path("shown")
                            .path(view)
                            .path("text")
                            .asString()
                            .contains(seen.path("name").asString()),
                    view);
        }
        quiet(seen);
    }

    @Test
    void everybodyCanUseThemInLightAndDarkWideAndNarrow() throws Exception {
        String pictures = System.getProperty("views.pictures");
        JsonNode seen = pictures == null ? visit("look") : visit("look", pictures);
        assertEquals("[]", seen.path("faults").toString());
        assertEquals(ChatView.ALL.size() + 2, seen.path("sizes").size(), "one view serves two tools twice");
        seen.path("sizes").forEach(size -> assertTrue(size.asInt() < MAX_BYTES, size.toString()));
        quiet(seen);
    }

    @Test
    void theyTakeTheHostsColorsAndSayWhatAToolSays() throws Exception {
        JsonNode seen = visit("adapt");
        assertEquals(3, seen.path("colors").valueStream().distinct().count(), seen.toString());
        assertEquals("rgb(1, 2, 3)", seen.at("/colors/2").asString());
        assertTrue(seen.path("height").asString().matches("\\d{3}px"), seen.toString());
        assertEquals("{}", seen.path("ended").toString());
        assertEquals("There is no such contact.", seen.path("error").asString());
        quiet(seen);
    }

    @Test
    void aHostThatCallsNoToolsShowsAndChangesNothing() throws Exception {
        JsonNode seen = visit("still");
        assertEquals(0, seen.path("buttons").asInt(), seen.toString());
        assertTrue(seen.path("text").asString().contains("Declan Murphy"), seen.toString());
        assertTrue(seen.path("summary").asString().contains("Longest idle of each stage"), seen.toString());
        assertEquals("[]", seen.path("calls").toString());
        quiet(seen);
    }

    private static void quiet(JsonNode seen) {
        assertEquals("[]", seen.path("noise").toString());
        assertEquals("[]", seen.path("strange").toString(), "a view says nothing to the model");
    }

    private static JsonNode visit(String scenario, String... more) throws Exception {
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "--sandbox", "http", "--port", "0")) {
            String url = program.address().resolve("/").toString();
            return more.length == 0
                    ? Browser.run("views.mjs", scenario, url)
                    : Browser.run("views.mjs", scenario, url, more[0]);
        }
    }
}
