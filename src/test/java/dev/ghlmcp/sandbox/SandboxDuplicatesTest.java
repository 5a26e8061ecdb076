package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Who is taken for the same person, on create and on upsert.
class SandboxDuplicatesTest {
    @AutoClose
    private final Wire wire = Wire.start();

    private String ada;

    @BeforeEach
    void createAda() {
        ada = wire.create(
                "'name':'Ada May King','email':'Ada@Example.com','phone':'(207) 555-0199','tags':['a','b','a']");
    }

    @Test
    void upsertsByEmailThenPhone() {
        String walter = seeded("Walter");
        String body =
                "{'locationId':'LOC','email':'ada@example.com','phone':'+12075550108','gender':'female','city':'Bath'}";
        Wire.Answer known = wire.send("POST", "/contacts/upsert", body);
        assertEquals(200, known.status());
        assertFalse(known.body().get("new").asBoolean());
        assertEquals(ada, known.body().get("contact").get("id").stringValue());

        Wire.Answer byPhone = wire.send("POST", "/contacts/upsert", "{'locationId':'LOC','phone':'+1 (207) 555-0108'}");
        assertEquals(walter, byPhone.body().get("contact").get("id").stringValue());

        Wire.Answer created = wire.send(
                "POST",
                "/contacts/upsert",
                "{'locationId':'LOC','email':'new@example.com','createNewIfDuplicateAllowed':true}");
        assertTrue(created.body().get("new").asBoolean());
        Wire.Answer again = wire.send(
                "POST",
                "/contacts/upsert",
                "{'locationId':'LOC','email':'new@example.com','createNewIfDuplicateAllowed':true}");
        assertFalse(again.body().get("new").asBoolean());
    }

    @Test
    void upsertsAnotherContactWhereTheLocationAllowsIt() {
        try (Wire lax = Wire.start(SandboxOptions.defaults().withDuplicates(true))) {
            String body =
                    "{'locationId':'LOC','email':'maya.castellanos@example.com','createNewIfDuplicateAllowed':%s}";
            assertFalse(lax.send("POST", "/contacts/upsert", body.formatted(false))
                    .body()
                    .get("new")
                    .asBoolean());
            assertTrue(lax.send("POST", "/contacts/upsert", body.formatted(true))
                    .body()
                    .get("new")
                    .asBoolean());
        }
    }

    @Test
    void letsOneOfManyDuplicatesIn() throws Exception {
        Callable<Integer> create =
                () -> wire.send("POST", "/contacts/", "{'locationId':'LOC','email':'race@example.com'}")
                        .status();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long created = 0;
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(20, create))) {
                created += status.get() == 201 ? 1 : 0;
            }
            assertEquals(1, created);
        }
    }

    @ParameterizedTest
    @CsvSource({"email, ADA@example.com", "phone, +1 207 555 0199"})
    void refusesDuplicates(String field, String value) {
        Wire.Answer answer = wire.send("POST", "/contacts/", "{'locationId':'LOC','%s':'%s'}".formatted(field, value));
        assertEquals(400, answer.status());
        assertEquals("This location does not allow duplicated contacts.", answer.message());
        JsonNode meta = answer.body().get("meta");
        assertEquals(ada, meta.get("contactId").stringValue());
        assertEquals("Ada May King", meta.get("contactName").stringValue());
        assertEquals(field, meta.get("matchingField").stringValue());
    }

    private String seeded(String query) {
        return wire.search(",'query':'%s'".formatted(query))
                .body()
                .at("/contacts/0/id")
                .stringValue();
    }
}
