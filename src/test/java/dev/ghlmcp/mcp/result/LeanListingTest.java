package dev.ghlmcp.mcp.result;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.OnSandbox;
import dev.ghlmcp.mcp.Scripted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Look-ups of ids answer little, and say how to get the rest.
class LeanListingTest {
    @ParameterizedTest
    @CsvSource({
        "list_location_users, users, permissions, 600",
        "list_calendars, calendars, openHours, 1100",
        "list_pipelines, pipelines, showInFunnel, 850",
        "list_custom_fields, customFields, position, 800"
    })
    void whatNobodyAskedForIsLeftOut(String tool, String list, String member, int max) {
        try (OnSandbox sandbox = new OnSandbox()) {
            JsonNode lean = sandbox.call(tool, "{}");
            assertTrue(lean.path(list).path(0).has("id"), lean::toString);
            assertTrue(lean.path(list).path(0).has("name"), lean::toString);
            assertFalse(lean.path(list).toString().contains('"' + member + '"'), lean::toString);
            assertTrue(lean.path("leftOut").asString().contains("fields"), lean::toString);
            assertTrue(lean.toString().length() < max, () -> lean.toString().length() + " " + lean);
            JsonNode asked = sandbox.call(tool, "{'fields':['" + list + ".name','" + member + "']}");
            assertTrue(asked.path(list).path(0).has(member), asked::toString);
            assertFalse(asked.has("leftOut"), asked::toString);
        }
    }

    @Test
    void aUserOfTheAgencyIsAnIdAndAName() {
        JsonNode users = answer(
                "search_users",
                "{'companyId':'comp1'}",
                "{'users':[{'id':'u1','name':'Nora','email':'n@example.com','permissions':{'campaignsEnabled':true},"
                        + "'roles':{'type':'account'}}],'count':1}");
        assertEquals(
                "[{'id':'u1','name':'Nora','email':'n@example.com'}]".replace('\'', '"'),
                users.path("users").toString());
    }

    @Test
    void nothingIsSaidWhereNothingIsLeftOut() {
        JsonNode fields = answer("list_custom_fields", "{}", "{'customFields':[{'id':'f1','name':'Allergies'}]}");
        assertFalse(fields.has("leftOut"), fields::toString);
    }

    @Test
    void aBareSuccessSaysWhatWasSent() {
        JsonNode done = answer(
                "update_opportunity_status",
                "{'opportunityId':'op1','status':'won'}",
                "{'succeded':true,'traceId':'t'}");
        assertEquals(
                "{'opportunityId':'op1','status':'won'}".replace('\'', '"'),
                done.path("sent").toString());
        JsonNode queued = answer("delete_user", "{'userId':'u1'}", "{'succeded':true,'message':'Queued'}");
        assertEquals("u1", queued.at("/sent/userId").asString());
    }

    @Test
    void anAnswerThatSaysMoreIsNotRepeated() {
        JsonNode added = answer("add_contact_tags", "{'contactId':'c1','tags':['vip']}", "{'tags':['lead','vip']}");
        assertFalse(added.has("sent"), added::toString);
        assertFalse(
                answer("get_contact", "{'contactId':'c1'}", "{}").has("sent"),
                "Nothing was written where a tool reads");
    }

    private static JsonNode answer(String tool, String arguments, String answer) {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), answer.replace('\'', '"'));
            return Json.MAPPER.readTree(scripted.call(tool, arguments).json().toString());
        }
    }
}
