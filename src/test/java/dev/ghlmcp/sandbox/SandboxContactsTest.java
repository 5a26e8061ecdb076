package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Creating, reading, changing and removing one contact.
class SandboxContactsTest {
    @AutoClose
    private final Wire wire = Wire.start();

    private String ada;

    @BeforeEach
    void createAda() {
        ada = wire.create(
                "'name':'Ada May King','email':'Ada@Example.com','phone':'(207) 555-0199','tags':['a','b','a']");
    }

    @Test
    void createsAndReads() {
        assertEquals(20, ada.length());
        JsonNode contact = read(ada);
        assertEquals("Ada", contact.get("firstName").stringValue());
        assertEquals("May King", contact.get("lastName").stringValue());
        assertEquals("ada may king", contact.get("fullNameLowerCase").stringValue());
        assertEquals("ada@example.com", contact.get("emailLowerCase").stringValue());
        assertEquals("+12075550199", contact.get("phone").stringValue());
        assertEquals("[\"a\",\"b\"]", contact.get("tags").toString());
        assertEquals(SampleAccount.LOCATION_ID, contact.get("locationId").stringValue());
        assertFalse(contact.has("address1"));
    }

    @Test
    void showsANewContactInAShapeOfItsOwn() {
        Wire.Answer answer = wire.send("POST", "/contacts/", "{'locationId':'LOC','dateOfBirth':'12/31/1990'}");
        assertEquals(201, answer.status());
        JsonNode contact = answer.body().get("contact");
        assertEquals("1990-12-31T00:00:00.000Z", contact.get("dateOfBirth").stringValue());
        assertEquals(12, contact.get("birthMonth").asInt());
        assertFalse(contact.get("deleted").asBoolean());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            POST | /contacts/        | {'additionalEmails':[],'dnd':'yes'} | ["property additionalEmails should not exist","locationId must be a string","dnd must be a boolean value"]
            POST | /contacts/        | {'locationId':'LOC','tags':'a'}     | ["tags must be an array of strings"]
            POST | /contacts/upsert  | {}                                  | ["locationId must be a string"]
            POST | /contacts/        | {'locationId':'LOC','dateOfBirth':'soon'} | ["dateOfBirth must be a valid date"]
            PUT  | /contacts/ADA     | {'gender':'female'}                 | ["property gender should not exist"]
            PUT  | /contacts/ADA     | {'locationId':'LOC'}                | ["property locationId should not exist"]
            POST | /contacts/ADA/tags  | {'tags':['x'],'locationId':'LOC'} | ["property locationId should not exist"]
            POST | /contacts/ADA/notes | {'title':'x'}                     | ["body must be a string"]
            POST | /contacts/ADA/tasks | {'title':'x','dueDate':'soon'}    | ["dueDate must be a valid ISO 8601 date string","completed must be a boolean value"]
            POST | /contacts/ADA/followers | {'followers':[1]}             | ["followers must be an array of strings"]
            POST | /contacts/bulk/business | {'locationId':'LOC','ids':[]} | ["businessId must be a string"]
            POST | /contacts/bulk/tags/update/swap | {'locationId':'LOC','contacts':[],'tags':[]} | ["type must be one of the following values: add, remove"]
            """)
    void reportsAllViolationsAtOnce(String method, String path, String body, String messages) {
        Wire.Answer answer = wire.send(method, path.replace("ADA", ada), body);
        assertEquals(422, answer.status());
        assertEquals(messages, answer.body().get("message").toString());
        assertEquals("Unprocessable Entity", answer.body().get("error").stringValue());
        assertEquals(422, answer.body().get("statusCode").asInt());
    }

    @Test
    void updatesOnlyWhatIsSent() {
        Wire.Answer answer = wire.send(
                "PUT", "/contacts/" + ada, "{'email':'ada@example.com','phone':null,'tags':['c'],'city':'Bath'}");
        assertEquals(200, answer.status());
        assertTrue(answer.body().get("succeded").asBoolean());
        JsonNode contact = read(ada);
        assertFalse(contact.has("phone"));
        assertEquals("[\"c\"]", contact.get("tags").toString());
        assertEquals("Bath", contact.get("city").stringValue());
        assertEquals("Ada", contact.get("firstName").stringValue());
    }

    @Test
    void mergesCustomFieldsById() {
        JsonNode before = read(seeded("Priya"));
        String id = before.get("id").stringValue();
        wire.send("PUT", "/contacts/" + id, """
                {'customFields':[{'key':'open_balance','field_value':'99.5'},
                {'key':'contact.next_cleaning','fieldValue':'2027-01-02'},{'id':'unknown','field_value':'x'}]}""");
        assertEquals("99.5", custom(id, "UuEsu7eiThUjxzYGZPgJ"));
        assertEquals("1798848000000", custom(id, "Xp1aEn8q3zjXug6jdRU9"));
        assertEquals("Northeast Dental Plan", custom(id, "t7RWpmtcuVPwXGsQaxUW"));
        assertEquals(
                before.get("customFields").size() + 1,
                read(id).get("customFields").size());
        wire.send("PUT", "/contacts/" + id, "{'customFields':[{'key':'open_balance','field_value':null}]}");
        assertEquals("", custom(id, "UuEsu7eiThUjxzYGZPgJ"));
    }

    @Test
    void deletesWithNotesAndTasks() {
        String priya = seeded("Priya");
        assertTrue(wire.send("DELETE", "/contacts/" + priya, null)
                .body()
                .get("succeded")
                .asBoolean());
        for (String path : new String[] {"", "/notes", "/tasks", "/appointments"}) {
            Wire.Answer answer = wire.get("/contacts/" + priya + path);
            assertEquals(400, answer.status());
            assertEquals("Contact with id " + priya + " not found", answer.message());
        }
    }

    @Test
    void startsAfresh() {
        try (Wire other = Wire.start(SandboxOptions.defaults())) {
            assertEquals(400, other.get("/contacts/" + ada).status());
            assertEquals(12, other.search("").body().get("total").asInt());
        }
    }

    private JsonNode read(String id) {
        return wire.get("/contacts/" + id).body().get("contact");
    }

    private String custom(String contact, String field) {
        Stream<JsonNode> fields = read(contact).get("customFields").valueStream();
        return fields.filter(value -> value.get("id").stringValue().equals(field))
                .map(value -> value.get("value").asString())
                .findFirst()
                .orElse("");
    }

    private String seeded(String query) {
        return wire.search(",'query':'%s'".formatted(query))
                .body()
                .at("/contacts/0/id")
                .stringValue();
    }
}
