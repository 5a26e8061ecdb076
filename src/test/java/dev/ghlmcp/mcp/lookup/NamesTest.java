package dev.ghlmcp.mcp.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.account.Locations;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.OnSandbox;
import dev.ghlmcp.mcp.Reach;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Names names = new Names(nanos::get);
    private OnSandbox sandbox;
    private Reach reach;

    @BeforeEach
    void start() {
        sandbox = new OnSandbox();
        reach = sandbox.reach(ToolList.load());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void completesNamesByAnyPartOfThem() {
        assertEquals(List.of("New patients"), values(Kind.PIPELINE, "NEW"));
        assertEquals(List.of("New patients"), values(Kind.PIPELINE, "patient"));
        assertEquals(List.of("Whitening"), values(Kind.CALENDAR, "whi"));
        assertEquals(List.of("Nora Whitfield"), values(Kind.USER, "nora@"));
        assertEquals(List.of("Six-month recall"), values(Kind.WORKFLOW, "six"));
        assertEquals(List.of("New patient welcome"), values(Kind.CAMPAIGN, "welc"));
        assertEquals(List.of("Harbor Dental"), values(Kind.LOCATION, "har"));
        assertTrue(values(Kind.TAG, "whit").contains("whitening"));
        assertEquals(List.of(), values(Kind.PIPELINE, "nothing such"));
    }

    @Test
    void namesThatBeginSoComeFirst() {
        assertEquals(List.of("Whitening in spring", "New patient welcome"), values(Kind.CAMPAIGN, "w"));
    }

    @Test
    void everyCompletionIsAcceptedAsItStands() {
        for (Kind kind : Kind.values()) {
            for (String value : values(kind, "")) {
                String id = names.id(reach, kind, value, null, null);
                assertTrue(!id.isBlank() && (kind == Kind.LOCATION || kind == Kind.TAG || !id.equals(value)), value);
            }
        }
    }

    @Test
    void contactsAreCompletedWithTheirIds() {
        String value = values(Kind.CONTACT, "theo").getFirst();
        assertTrue(value.equalsIgnoreCase("theo lindqvist (MBGTVnqQITBKXUS7XoXo)"), value);
        assertEquals("MBGTVnqQITBKXUS7XoXo", names.id(reach, Kind.CONTACT, value, null, null));
        assertEquals(
                List.of("MBGTVnqQITBKXUS7XoXo"),
                names.completeIds(reach, Kind.CONTACT, "theo", null).values());
    }

    @Test
    void whatIsOfferedBeginsAWordOfTheNameAsItIsWritten() {
        assertEquals(
                List.of("Leo Vasquez"),
                values(Kind.CONTACT, "le").stream()
                        .map(value -> value.replaceFirst(" \\(.*", ""))
                        .toList());
        assertEquals(List.of(), values(Kind.CONTACT, "example.com"));
        assertEquals(List.of(), values(Kind.CONTACT, "indqvist"));
        assertTrue(values(Kind.CONTACT, "theo.lindqvist@ex").getFirst().startsWith("Theo Lindqvist ("));
        String value = values(Kind.CONTACT, "lindq").getFirst();
        assertEquals(List.of(value), values(Kind.CONTACT, value), "what was taken is still there");
    }

    @Test
    void onlyLocationsThatMayBeTouchedAreOffered() {
        Locations fenced = Locations.of(
                "HarborDentalLocation",
                Map.of("Harbor Dental", "HarborDentalLocation", "Secret Client", "SecretClientLocation"),
                List.of("Harbor Dental"));
        Access access = new Access(reach.access().credentials(), fenced, null);
        Reach fewer = new Reach(reach.dispatcher(), new Caller("local", access), reach.list());
        assertEquals(
                List.of("Harbor Dental"),
                names.complete(fewer, Kind.LOCATION, "", null, null).values());
        assertEquals(Choices.NONE, names.complete(fewer, Kind.LOCATION, "sec", null, null));
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> fenced.resolve(Json.MAPPER.createObjectNode().put("locationId", "Secret Clinet")));
        assertTrue(!e.getMessage().contains("Secret Client"), e.getMessage());
    }

    @Test
    void stagesOfThePipelineChosen() {
        assertTrue(values(Kind.STAGE, "").size() == 7);
        assertEquals(
                List.of("Interested", "Scan done", "Aligners ordered"),
                names.complete(reach, Kind.STAGE, "", null, "invisalign").values());
    }

    @Test
    void aNameOfSeveralIsCompletedAndRefusedWithTheirIds() {
        sandbox.call("create_contact", "{'firstName':'Theo','lastName':'Lindqvist','email':'theo2@example.com'}");
        var e = assertThrows(
                IllegalArgumentException.class, () -> names.id(reach, Kind.CONTACT, "Theo Lindqvist", null, null));
        assertTrue(e.getMessage().contains("MBGTVnqQITBKXUS7XoXo"), e.getMessage());
    }

    @Test
    void typingAsksOnce() {
        values(Kind.CALENDAR, "");
        values(Kind.CALENDAR, "w");
        values(Kind.CALENDAR, "wh");
        assertEquals(1, sandbox.calls());
        values(Kind.CONTACT, "t");
        int asked = sandbox.calls();
        values(Kind.CONTACT, "th");
        values(Kind.CONTACT, "theo");
        assertEquals(asked, sandbox.calls(), "all that begin with the first letter are known");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        values(Kind.CALENDAR, "w");
        assertEquals(asked + 1, sandbox.calls(), "what is old is asked for again");
    }

    @Test
    void whatOneAccountSeesIsNotShownToAnother() {
        assertEquals(3, values(Kind.CALENDAR, "").size());
        Access other = new Access(
                new FixedTokens(new Secret("pit-of-somebody-else"), null, "HarborDentalLocation"),
                new Locations("HarborDentalLocation"),
                null);
        Reach theirs = new Reach(reach.dispatcher(), new Caller("other", other), reach.list());
        assertEquals(Choices.NONE, names.complete(theirs, Kind.CALENDAR, "", null, null));
        assertEquals(Choices.NONE, names.complete(theirs, Kind.LOCATION, "", null, null));
    }

    @Test
    void withoutTheToolThereIsNothingToChooseFrom() {
        Reach fewer = sandbox.reach(ToolList.load().without(Map.of("list_calendars", "hidden")));
        assertEquals(Choices.NONE, names.complete(fewer, Kind.CALENDAR, "", null, null));
        assertEquals(0, sandbox.calls());
    }

    private List<String> values(Kind kind, String typed) {
        return names.complete(reach, kind, typed, null, null).values();
    }
}
