package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Finding contacts among the seeded ones.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxSearchTest {
    @AutoClose
    private final Wire wire = Wire.start();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'query':null,'filters':null,'sort':null,'page':null,'pageLimit':1 | leo
            'query':'lighthouse'                                                    | imani theo
            'query':'priya raman'                                                   | priya
            'query':'5550108'                                                       | walter
            'filters':[{'field':'email','operator':'eq','value':'THEO.lindqvist@example.com'}]  | theo
            'filters':[{'field':'tags','operator':'eq','value':['vip','emergency']}] | ruth hannah maya
            'filters':[{'field':'tags','operator':'contains','value':'recall'}]     | kenji walter
            'filters':[{'field':'city','operator':'not_eq','value':'portland'},{'field':'tags','operator':'eq','value':'lead'}] | ruth sofia
            'filters':[{'field':'lastNameLowerCase','operator':'not_contains','value':'a'}] | ruth declan imani theo
            'filters':[{'field':'assignedTo','operator':'not_exists'}]              | leo
            'filters':[{'field':'businessName','operator':'exists'}]                | imani theo
            'filters':[{'field':'contactName','operator':'eq','value':'kenji sato'}] | kenji
            'filters':[{'field':'dnd','operator':'eq','value':true}]                | walter
            'filters':[{'field':'dndSettings.SMS.status','operator':'eq','value':'active'}] | walter
            'filters':[{'field':'customFields.UuEsu7eiThUjxzYGZPgJ','operator':'range','value':{'gt':64.75,'lte':120}}] | oliver
            'filters':[{'field':'customFields.ZpfWiUpuPRCIrH029fuc','operator':'eq','value':'Evening'}] | leo priya
            'filters':[{'field':'dateAdded','operator':'range','value':{'gte':'2026-08-14T08:27:44.559Z','lt':'2026-11-09'}}] | ruth kenji hannah
            'filters':[{'group':'OR','filters':[{'field':'city','operator':'eq','value':'Falmouth'},{'group':'AND','filters':[{'field':'tags','operator':'eq','value':'lead'},{'field':'tags','operator':'eq','value':'new'}]}]}] | leo hannah
            'query':'portland'                                                      | ""
            'query':'@example.com','sort':[{'field':'firstNameLowerCase','direction':'asc'}],'pageLimit':2 | declan hannah
            'sort':[{'field':'companyName','direction':'desc'},{'field':'firstNameLowerCase','direction':'desc'}],'pageLimit':4 | theo imani hannah walter
            'page':3,'pageLimit':5                                                  | oliver maya
            """)
    void finds(String parts, String firstNames) {
        Wire.Answer answer = wire.search("," + parts);
        assertEquals(200, answer.status(), answer.body()::toString);
        assertEquals(firstNames, answer.firsts("contacts", "firstNameLowerCase"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'filters':[{'field':'additional_phones','operator':'eq','value':'1'}]  | 400 | Invalid field additional_phones
            'filters':[{'field':'customFields.unknown','operator':'exists'}]       | 400 | Invalid field customFields.unknown
            'sort':[{'field':'shoeSize','direction':'asc'}]                        | 400 | Invalid field shoeSize
            'filters':[{'field':'email','operator':'contains','value':'a'}]        | 400 | Invalid operator contains for field email
            'filters':[{'field':'tags','operator':'nested','value':'a'}]           | 400 | Invalid operator nested for field tags
            'filters':[{'field':'dateAdded','operator':'range','value':{'from':1}}] | 400 | Invalid range for field dateAdded
            'page':21,'pageLimit':500                                              | 400 | Only the first 10000 records can be reached by page, use searchAfter
            """)
    void refuses(String parts, int status, String message) {
        Wire.Answer answer = wire.search("," + parts);
        assertEquals(status, answer.status());
        assertEquals(message, answer.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {}                                                      | ["locationId must be a string","pageLimit must be an integer number"]
            {'locationId':'LOC','pageLimit':501,'limit':1}          | ["property limit should not exist","pageLimit must not be greater than 500"]
            {'locationId':'LOC','pageLimit':1,'page':1,'searchAfter':[]} | ["page must not be sent together with searchAfter"]
            """)
    void validates(String body, String messages) {
        Wire.Answer answer = wire.send("POST", "/contacts/search", body);
        assertEquals(422, answer.status());
        assertEquals(messages, answer.body().get("message").toString());
    }

    @Test
    void limitsTheQuery() {
        assertEquals(200, wire.search(",'query':'%s'".formatted("a".repeat(75))).status());
        assertEquals(422, wire.search(",'query':'%s'".formatted("a".repeat(76))).status());
    }

    @Test
    void walksByCursor() {
        List<String> ids = new ArrayList<>();
        JsonNode after = null;
        for (int pages = 0; pages < 4; pages++) {
            String cursor = after == null ? "" : ",'searchAfter':" + after;
            Wire.Answer answer = wire.search(cursor + ",'pageLimit':5,'sort':[{'field':'city','direction':'asc'}]");
            assertEquals(12, answer.body().get("total").asInt());
            for (JsonNode contact : answer.body().get("contacts")) {
                ids.add(contact.get("id").stringValue());
                after = contact.get("searchAfter");
            }
        }
        assertEquals(12, ids.size());
        assertEquals(12, ids.stream().distinct().count());
    }

    @Test
    void showsHitsInAShapeOfTheirOwn() {
        JsonNode hit = wire.search(",'query':'theo'").body().at("/contacts/0");
        assertEquals("12 Wharf Street", hit.get("address").stringValue());
        assertEquals("Lighthouse Coffee Roasters", hit.get("businessName").stringValue());
        assertEquals(307_497_600_000L, hit.get("dateOfBirth").asLong());
        assertTrue(hit.get("website").isNull());
        assertFalse(hit.has("address1"));
        assertFalse(hit.has("firstName"));
        assertEquals(
                "[1777900967260,\"%s\"]".formatted(hit.get("id").stringValue()),
                hit.get("searchAfter").toString());
    }
}
