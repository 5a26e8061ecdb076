package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Finding opportunities and pipelines.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxOpportunitySearchTest {
    private static final String SEARCH = "/opportunities/search?location_id=LOC";

    @AutoClose
    private final Wire wire = Wire.start();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                         | Lighthouse Declan Sofia Priya Oliver
            &order=added_asc                                           | Oliver Priya Sofia Declan Lighthouse
            &q=RAMAN                                                   | Priya
            &q=theo.lindqvist                                          | Lighthouse
            &status=won                                                | Oliver
            &status=all&pipeline_id=5oB236TIsvIf33j4ObO6               | Sofia Priya
            &pipeline_stage_id=0691286d-33cd-4909-a458-5e48b7f8b97a    | Declan
            &assigned_to=7KWyWfty6uEvcdZQoaZr                          | Sofia Priya
            &contact_id=MkpBfe6WKHbr4IxKAGG4                           | Declan
            &campaignId=zTpXxVNwCGiVTWnqVpRZ                           | Priya
            &date=07-02-2026&endDate=07-21-2026                        | Declan Sofia
            &date=2026-07-02                                           | Lighthouse Declan Sofia Priya Oliver
            &country=CA                                                | ''
            &page=2&limit=2                                            | Sofia Priya
            """)
    void searches(String query, String names) {
        assertEquals(names, wire.get(SEARCH + query).firsts("opportunities", "name"));
    }

    @Test
    void searchesByCursor() {
        StringBuilder names = new StringBuilder();
        String next = SEARCH + "&limit=2&assigned_to=";
        for (int page = 1; next != null; page++) {
            Wire.Answer answer = wire.get(next);
            JsonNode meta = answer.body().get("meta");
            assertEquals(5, meta.get("total").asInt());
            assertEquals(page, meta.get("currentPage").asInt());
            assertEquals(page == 1, meta.get("prevPage").isNull());
            assertEquals(meta.get("nextPageUrl").isNull(), meta.get("nextPage").isNull());
            names.append(answer.firsts("opportunities", "name")).append(' ');
            next = meta.get("nextPageUrl").isNull()
                    ? null
                    : SEARCH + "&limit=2&startAfter=" + meta.get("startAfter").asLong() + "&startAfterId="
                            + meta.get("startAfterId").asString();
        }
        assertEquals("Lighthouse Declan Sofia Priya Oliver ", names.toString());
    }

    @Test
    void showsInASearchWhatIsAskedFor() {
        JsonNode plain = wire.get(SEARCH + "&q=raman").body().at("/opportunities/0");
        assertEquals("[]", plain.get("notes").toString());
        assertEquals(
                "18 trays, full arch",
                plain.at("/customFields/0/fieldValueString").asString());
        JsonNode full = wire.get(SEARCH + "&q=raman&getNotes=true&getTasks=true&getCalendarEvents=true")
                .body()
                .at("/opportunities/0");
        assertEquals(2, full.get("notes").size());
        assertEquals(2, full.get("tasks").size());
        assertEquals(1, full.get("calendarEvents").size());
    }

    @ParameterizedTest
    @CsvSource({
        "2021-07-28, location_id=LOC, 200",
        "2021-07-28, locationId=LOC, 422",
        "v3, locationId=LOC, 200",
        "v3, location_id=LOC, 422",
        "v3, locationId=LOC&pipeline_id=x, 422",
        "2021-07-28, location_id=LOC&limit=101, 422",
        "2021-07-28, location_id=another, 403"
    })
    void spellsParametersAsTheVersionDoes(String version, String query, int status) {
        assertEquals(
                status,
                wire.send(version, "GET", "/opportunities/search?" + query, null)
                        .status());
    }

    @Test
    void listsPipelines() {
        Wire.Answer answer = wire.get("/opportunities/pipelines?locationId=LOC");
        assertEquals(
                "New patients, Invisalign",
                answer.body()
                        .get("pipelines")
                        .valueStream()
                        .map(pipeline -> pipeline.get("name").asString())
                        .collect(Collectors.joining(", ")));
        assertEquals(
                "0691286d-33cd-4909-a458-5e48b7f8b97a",
                answer.body().at("/pipelines/0/stages/1/id").asString());
        Wire.Answer snake = wire.get("/opportunities/pipelines?location_id=LOC");
        assertEquals(422, snake.status());
        assertEquals(
                "[\"COMMON_LOCATION_ID_UNDEFINED\"]",
                snake.body().get("message").toString());
    }

    @Test
    void lagsBehindWrites() {
        try (Wire lagging = Wire.start(SandboxOptions.defaults()
                .withSearchLag(Duration.ofSeconds(12))
                .withClock(() -> Instant.parse("2026-11-23T10:00:00Z")))) {
            Wire.Answer created = lagging.send("POST", "/opportunities/", """
                    {'locationId':'LOC','pipelineId':'hd1PE2vrV4E63L1PTFyC','name':'Check-up','status':'open',
                    'contactId':'0QtvvnGQz036F1J76hZa'}""");
            assertEquals(201, created.status());
            assertEquals(5, lagging.get(SEARCH).body().at("/meta/total").asInt());
        }
    }

    @Test
    void stillFindsWhatWentWithItsContact() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
        try (Wire lagging = Wire.start(
                SandboxOptions.defaults().withSearchLag(Duration.ofSeconds(12)).withClock(now::get))) {
            String id =
                    lagging.get(SEARCH).body().at("/opportunities/0/contact/id").asString();
            assertEquals(200, lagging.send("DELETE", "/contacts/" + id, "{}").status());
            assertEquals(5, lagging.get(SEARCH).body().at("/meta/total").asInt());
            now.set(now.get().plusSeconds(12));
            assertEquals(
                    lagging.get(SEARCH).body().at("/meta/total").asInt(),
                    lagging.get(SEARCH)
                            .body()
                            .get("opportunities")
                            .valueStream()
                            .filter(found -> !found.at("/contact/id").asString().equals(id))
                            .count());
        }
    }
}
