package dev.ghlmcp.mcp.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.OnSandbox;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NameLookupTest {
    private final AtomicLong nanos = new AtomicLong();
    private final NameLookup names = new NameLookup(nanos::get);
    private OnSandbox sandbox;
    private CallerTools reach;

    @BeforeEach
    void start() {
        sandbox = new OnSandbox();
        reach = sandbox.reach(ToolView.load());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void completesNamesByAnyPartOfThem() {
        assertEquals(List.of("New patients"), values(RecordKind.PIPELINE, "NEW"));
        assertEquals(List.of("New patients"), values(RecordKind.PIPELINE, "patient"));
        assertEquals(List.of("Whitening"), values(RecordKind.CALENDAR, "whi"));
        assertEquals(List.of("Nora Whitfield"), values(RecordKind.USER, "nora@"));
        assertEquals(List.of("Six-month recall"), values(RecordKind.WORKFLOW, "six"));
        assertEquals(List.of("New patient welcome"), values(RecordKind.CAMPAIGN, "welc"));
        assertEquals(List.of("Harbor Dental"), values(RecordKind.LOCATION, "har"));
        assertTrue(values(RecordKind.TAG, "whit").contains("whitening"));
        assertEquals(List.of(), values(RecordKind.PIPELINE, "nothing such"));
    }

    @Test
    void namesThatBeginSoComeFirst() {
        assertEquals(List.of("Whitening in spring", "New patient welcome"), values(RecordKind.CAMPAIGN, "w"));
    }

    @Test
    void everyCompletionIsAcceptedAsItStands() {
        for (RecordKind kind : RecordKind.values()) {
            for (String value : values(kind, "")) {
                String id = names.id(reach, kind, value, null, null);
                assertTrue(
                        !id.isBlank() && (kind == RecordKind.LOCATION || kind == RecordKind.TAG || !id.equals(value)),
                        value);
            }
        }
    }

    @Test
    void contactsAreCompletedWithTheirIds() {
        String value = values(RecordKind.CONTACT, "theo").getFirst();
        assertTrue(value.equalsIgnoreCase("theo lindqvist (MBGTVnqQITBKXUS7XoXo)"), value);
        assertEquals("MBGTVnqQITBKXUS7XoXo", names.id(reach, RecordKind.CONTACT, value, null, null));
        assertEquals(
                List.of("MBGTVnqQITBKXUS7XoXo"),
                names.completeIds(reach, RecordKind.CONTACT, "theo", null).values());
    }

    @Test
    void whatIsOfferedBeginsAWordOfTheNameAsItIsWritten() {
        assertEquals(
                List.of("Leo Vasquez"),
                values(RecordKind.CONTACT, "le").stream()
                        .map(value -> value.replaceFirst(" \\(.*", ""))
                        .toList());
        assertEquals(List.of(), values(RecordKind.CONTACT, "example.com"));
        assertEquals(List.of(), values(RecordKind.CONTACT, "indqvist"));
        assertTrue(values(RecordKind.CONTACT, "theo.lindqvist@ex").getFirst().startsWith("Theo Lindqvist ("));
        String value = values(RecordKind.CONTACT, "lindq").getFirst();
        assertEquals(List.of(value), values(RecordKind.CONTACT, value), "what was taken is still there");
    }

    @Test
    void onlyLocationsThatMayBeTouchedAreOffered() {
        AccountLocations fenced = AccountLocations.of(
                "HarborDentalLocation",
                Map.of("Harbor Dental", "HarborDentalLocation", "Secret Client", "SecretClientLocation"),
                List.of("Harbor Dental"));
        Access access = new Access(reach.access().credentials(), fenced, null);
        CallerTools fewer = new CallerTools(reach.dispatcher(), new Caller("local", access), reach.view());
        assertEquals(
                List.of("Harbor Dental"),
                names.complete(fewer, RecordKind.LOCATION, "", null, null).values());
        assertEquals(Completions.NONE, names.complete(fewer, RecordKind.LOCATION, "sec", null, null));
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> fenced.resolve(Json.MAPPER.createObjectNode().put("locationId", "Secret Clinet")));
        assertTrue(!e.getMessage().contains("Secret Client"), e.getMessage());
    }

    @Test
    void stagesOfThePipelineChosen() {
        assertTrue(values(RecordKind.STAGE, "").size() == 7);
        assertEquals(
                List.of("Interested", "Scan done", "Aligners ordered"),
                names.complete(reach, RecordKind.STAGE, "", null, "invisalign").values());
    }

    @Test
    void aNameOfSeveralIsCompletedAndRefusedWithTheirIds() {
        sandbox.call("create_contact", "{'firstName':'Theo','lastName':'Lindqvist','email':'theo2@example.com'}");
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> names.id(reach, RecordKind.CONTACT, "Theo Lindqvist", null, null));
        assertTrue(e.getMessage().contains("MBGTVnqQITBKXUS7XoXo"), e.getMessage());
    }

    @Test
    void typingAsksOnce() {
        values(RecordKind.CALENDAR, "");
        values(RecordKind.CALENDAR, "w");
        values(RecordKind.CALENDAR, "wh");
        assertEquals(1, sandbox.calls());
        values(RecordKind.CONTACT, "t");
        int asked = sandbox.calls();
        values(RecordKind.CONTACT, "th");
        values(RecordKind.CONTACT, "theo");
        assertEquals(asked, sandbox.calls(), "all that begin with the first letter are known");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        values(RecordKind.CALENDAR, "w");
        assertEquals(asked + 1, sandbox.calls(), "what is old is asked for again");
    }

    @Test
    void whatOneAccountSeesIsNotShownToAnother() {
        assertEquals(3, values(RecordKind.CALENDAR, "").size());
        Access other = new Access(
                new FixedTokens(new Secret("pit-of-somebody-else"), null, "HarborDentalLocation"),
                new AccountLocations("HarborDentalLocation"),
                null);
        CallerTools theirs = new CallerTools(reach.dispatcher(), new Caller("other", other), reach.view());
        assertEquals(Completions.NONE, names.complete(theirs, RecordKind.CALENDAR, "", null, null));
        assertEquals(Completions.NONE, names.complete(theirs, RecordKind.LOCATION, "", null, null));
    }

    @Test
    void withoutTheToolThereIsNothingToChooseFrom() {
        CallerTools fewer = sandbox.reach(ToolView.load().without(Map.of("list_calendars", "hidden")));
        assertEquals(Completions.NONE, names.complete(fewer, RecordKind.CALENDAR, "", null, null));
        assertEquals(0, sandbox.calls());
    }

    private List<String> values(RecordKind kind, String typed) {
        return names.complete(reach, kind, typed, null, null).values();
    }
}
