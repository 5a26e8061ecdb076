package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Listing contacts, and checking for duplicates.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxListTest {
    private static final String BUSINESS = "fa6c8bbc2a299e490bbed2cf";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void listsByCursor() {
        StringBuilder names = new StringBuilder();
        String next = "/contacts/?locationId=LOC&limit=5";
        for (int page = 1; next != null; page++) {
            Wire.Answer answer = wire.get(next);
            JsonNode meta = answer.body().get("meta");
            assertEquals(12, meta.get("total").asInt());
            assertEquals(page, meta.get("currentPage").asInt());
            names.append(answer.firsts("contacts", "firstName")).append(' ');
            next = meta.get("nextPageUrl").isNull()
                    ? null
                    : meta.get("nextPageUrl").stringValue();
        }
        assertEquals("Leo Ruth Kenji Hannah Declan Sofia Walter Imani Theo Priya Oliver Maya ", names.toString());
        assertEquals(422, wire.get("/contacts/?locationId=LOC&limit=101").status());
        assertEquals(422, wire.get("/contacts/?locationId=LOC&tags=a").status());
    }

    @Test
    void listsTheContactsOfABusiness() {
        Wire.Answer answer = wire.get("/contacts/business/" + BUSINESS + "?locationId=LOC&limit=1&skip=1");
        assertEquals(2, answer.body().get("count").asInt());
        assertEquals("Theo", answer.firsts("contacts", "firstName"));
    }

    @ParameterizedTest
    @CsvSource({
        "email=Maya.Castellanos%40example.com, Maya",
        "number=%2B12075550108, Walter",
        "email=maya.castellanos%40example.com&number=%2B12075550108, Maya",
        "email=nobody%40example.com&number=%2B12075550108, Walter",
        "email=nobody%40example.com, ''"
    })
    void findsDuplicates(String query, String firstName) {
        Wire.Answer answer = wire.get("/contacts/search/duplicate?locationId=LOC&" + query);
        assertEquals(200, answer.status());
        assertEquals(firstName, answer.body().at("/contact/firstName").asString());
    }

    @Test
    void lagsBehindWrites() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
        InstantSource clock = now::get;
        try (Wire lagging = Wire.start(
                SandboxOptions.defaults().withSearchLag(Duration.ofSeconds(12)).withClock(clock))) {
            String id = lagging.create("'firstName':'Fresh','email':'fresh@example.com'");
            String duplicate = "/contacts/search/duplicate?locationId=LOC&email=fresh%40example.com";
            assertEquals(200, lagging.get("/contacts/" + id).status());
            assertEquals(
                    0, lagging.search(",'query':'fresh'").body().get("total").asInt());
            assertEquals(
                    12,
                    lagging.get("/contacts/?locationId=LOC")
                            .body()
                            .at("/meta/total")
                            .asInt());
            assertTrue(lagging.get(duplicate).body().get("contact").isNull());
            now.set(now.get().plusSeconds(12));
            assertEquals(
                    1, lagging.search(",'query':'fresh'").body().get("total").asInt());
            assertFalse(lagging.get(duplicate).body().get("contact").isNull());
        }
    }

    @Test
    void lagsBehindChangesAndDeletions() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
        InstantSource clock = now::get;
        try (Wire lagging = Wire.start(
                SandboxOptions.defaults().withSearchLag(Duration.ofSeconds(90)).withClock(clock))) {
            String id = lagging.create("'firstName':'Fresh','email':'fresh@example.com'");
            now.set(now.get().plusSeconds(100));
            assertEquals(
                    200,
                    lagging.send("PUT", "/contacts/" + id, "{'firstName':'Newer'}")
                            .status());
            now.set(now.get().plusSeconds(30));
            lagging.send("PUT", "/contacts/" + id, "{'firstName':'Newest'}");
            assertEquals(
                    "Newest",
                    lagging.get("/contacts/" + id)
                            .body()
                            .at("/contact/firstName")
                            .asString());
            assertEquals("Fresh", found(lagging));
            now.set(now.get().plusSeconds(60));
            assertEquals("Newer", found(lagging));
            now.set(now.get().plusSeconds(30));
            assertEquals("Newest", found(lagging));
            lagging.send("DELETE", "/contacts/" + id, "{}");
            assertEquals(400, lagging.get("/contacts/" + id).status());
            assertEquals("Newest", found(lagging));
            assertEquals(
                    "Newest",
                    lagging.get("/contacts/?locationId=LOC&query=fresh").firsts("contacts", "firstName"));
            now.set(now.get().plusSeconds(90));
            assertEquals("", found(lagging));
        }
    }

    private static String found(Wire wire) {
        return wire.search(",'query':'fresh@example.com'")
                        .body()
                        .at("/contacts/0/firstNameLowerCase")
                        .asString("")
                        .isEmpty()
                ? ""
                : wire.get("/contacts/search/duplicate?locationId=LOC&email=fresh%40example.com")
                        .body()
                        .at("/contact/firstName")
                        .asString();
    }
}
