package dev.ghlmcp.mcp.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Results that fit: nothing useless, nothing too long, nothing lost in silence.
class ResultLimitsTest {
    /// With `-Pfaults` five times as many.
    private static final int ROUNDS = Integer.getInteger("faults.calls", 600) > 600 ? 300 : 60;

    private static final ToolDefinition TOOL = Catalog.load().find("search_contacts");
    private static final ObjectNode NO_ARGUMENTS = Json.MAPPER.createObjectNode();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'a':null,'b':'','c':[],'d':{},'e':0,'f':false}      | {'c':[],'d':{},'e':0,'f':false}
                    {'x':{'a':null,'b':{'c':[]},'d':1},'y':{'z':{}}}     | {'x':{'d':1},'y':{}}
                    {'x':[null,'',{},[],{'a':null,'b':{}}]}              | {'x':[null,'',{},[],{}]}
                    { 'x' : { 'b' : [ { 'c' : 1 } ] } }                  | {'x':{'b':[{'c':1}]}}
                    {'traceId':'t','x':{'traceId':'t','__v':3}}          | {'x':{'traceId':'t'}}
                    {'c':{'firstName':'A','firstNameLowerCase':'a'}}     | {'c':{'firstName':'A'}}
                    {'c':{'firstNameLowerCase':'a','firstName':'A'}}     | {'c':{'firstName':'A'}}
                    {'c':{'firstNameLowerCase':'a','lastName':'B'}}      | {'c':{'lastName':'B','firstNameLowerCase':'a'}}
                    {'c':{'firstName':null,'firstNameLowerCase':'a'}}    | {'c':{'firstNameLowerCase':'a'}}
                    {'c':{'_id':'1','id':'1'}}                           | {'c':{'_id':'1','id':'1'}}
                    {'c':[{'searchAfter':[1,'a'],'id':'1'}],'paging':{'next':{'searchAfter':[1]}}} | {'c':[{'id':'1'}],'paging':{'next':{'searchAfter':[1]}}}
                    {'n':1.10,'m':12345678901234567890}                  | {'n':1.10,'m':12345678901234567890}
                    {'messages':[{'body':'Hi'},{'body':''}]}             | {'messages':[{'body':'Hi'},{}],'dataNotInstructions':['messages[].body']}
                    {'x':{'note':{'body':'1'}},'y':{'note':{'body':'2'}}} | {'x':{'note':{'body':'1'}},'y':{'note':{'body':'2'}},'dataNotInstructions':['x.note.body','y.note.body']}
                    {'note':{'body':'x','customFields':[{'id':'1','value':'y'}]}} | {'note':{'body':'x','customFields':[{'id':'1','value':'y'}]},'dataNotInstructions':['note.body','note.customFields[].value']}
                    """)
    void leavesOutWhatTellsNothing(String answer, String result) {
        assertEquals(result.replace('\'', '"'), trimmed(answer.replace('\'', '"')));
    }

    @Test
    void refusesWhatIsNotOneWholeValue() {
        for (String json : new String[] {"{", "{\"a\":1}}", "{\"a\":}", "{} {}"}) {
            assertThrows(JacksonException.class, () -> trimmed(json), json);
        }
    }

    @Test
    void takesInvisibleCharactersOutOfEveryText() {
        String tagged = "pay" + new String(Character.toChars(0xE0041)) + "\u200B\u202Eme\u2066\uFEFF\u00AD\u0007 now\n";
        assertEquals(
                "{\"a\":\"payme now\\n\",\"b\":[\"payme now\\n\"]}",
                trimmed(Json.MAPPER
                        .createObjectNode()
                        .put("a", tagged)
                        .set("b", Json.MAPPER.createArrayNode().add(tagged))
                        .toString()));
        String fine =
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \u00FC\u4E2D";
        assertEquals(
                "{\"a\":\"" + fine + "\"}",
                trimmed("{\"a\":\"" + fine + "\"}"),
                "joiners that a script or an emoji needs");
        assertEquals("{\"a\":\"ab\"}", trimmed("{\"a\":\"a\u200Db\"}"));
    }

    @Test
    void randomResultsStayValidWithinTheCapWithTheirIdsAndSayEveryCut() {
        int cut = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            ObjectNode whole = object(random, 0);
            int cap = 5000 + random.nextInt(20_000);
            byte[] json = Json.MAPPER.writeValueAsBytes(whole);
            byte[] result = limited(new ResultLimits(true, cap), TOOL, NO_ARGUMENTS, json);
            assertTrue(result.length <= cap, "seed " + seed + ": " + result.length + " of " + cap);
            ObjectNode selected = (ObjectNode) Json.MAPPER.readTree(result);
            ObjectNode trimmed =
                    (ObjectNode) Json.MAPPER.readTree(limited(new ResultLimits(true, 0), TOOL, NO_ARGUMENTS, json));
            if (!selected.has("cut")) {
                assertEquals(trimmed, selected, "seed " + seed);
                continue;
            }
            cut++;
            JsonNode what = selected.path("cut");
            assertFalse(what.path("how").asString().isEmpty());
            compare("seed " + seed + ": ", "", trimmed, selected.without("cut"), what);
        }
        System.out.println("results cut: " + cut + " of " + ROUNDS);
        assertTrue(cut > ROUNDS / 10, "enough was cut to prove something: " + cut);
    }

    /// Whatever is not the same must be told.
    private static void compare(String seed, String path, JsonNode whole, JsonNode selected, JsonNode what) {
        if (whole.isObject()) {
            for (var member : whole.properties()) {
                String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                if (!selected.has(member.getKey())) {
                    assertFalse(ResultTruncator.id(member.getKey()), seed + "lost the id " + at);
                    assertTold(seed, at, what);
                } else if (ResultTruncator.id(member.getKey())) {
                    assertEquals(member.getValue(), selected.get(member.getKey()), seed + at);
                } else {
                    compare(seed, at, member.getValue(), selected.get(member.getKey()), what);
                }
            }
        } else if (whole.isArray()) {
            if (selected.size() < whole.size()) {
                assertTold(seed, path + "[]", what);
            }
            for (int i = 0; i < selected.size(); i++) {
                compare(seed, path + "[]", whole.get(i), selected.get(i), what);
            }
        } else if (!whole.equals(selected)) {
            assertTrue(whole.asString().startsWith(selected.asString().replaceFirst("…$", "")), seed + path);
            assertTold(seed, path, what);
        }
    }

    private static void assertTold(String seed, String path, JsonNode what) {
        assertTrue(what.path("what").has(path) || what.has("elsewhere"), seed + path + " is not in " + what);
    }

    @Test
    void keepsTheFieldsThatAreAskedFor() {
        String answer =
                "{'contacts':[{'id':'1','email':'a','phone':'p','dnd':{'sms':1,'call':2}},{'id':'2','email':'b'}],"
                        + "'total':2,'meta':{'x':1}}";
        assertEquals(
                "{'contacts':[{'id':'1','email':'a','dnd':{'sms':1}},{'id':'2','email':'b'}],'total':2}",
                asked(answer, "'contacts.email','contacts[].dnd.sms'"));
        assertEquals(
                "{'contacts':[{'id':'1','email':'a'},{'id':'2','email':'b'}],'total':2}", asked(answer, "'email'"));
        assertEquals("{'meta':{'x':1},'total':2}", asked(answer, "'meta'"));
        assertEquals(
                "{'contacts':[{'id':'1'},{'id':'2'}],'total':2,'fieldsNotFound':['contacts.fax']}",
                asked(answer, "'contacts.fax'"));
        assertEquals(asked(answer, "'email','phone'"), asked(answer, "'email, phone'"), "commas part names");
        assertEquals(
                "{'contact':{'id':'1','tags':['x']}}",
                asked("{'contact':{'id':'1','name':'n','tags':['x']}}", "'tags'"));
    }

    @Test
    void thousandsOfFieldsThatAreNotFoundMakeAShortAnswer() {
        List<String> names = IntStream.range(0, 9000)
                .mapToObj(n -> "'x" + n + "y".repeat(n == 0 ? 500 : 0) + "'")
                .toList();
        String result = asked("{'contacts':[{'id':'1'}]}", String.join(",", names));
        assertTrue(result.length() < 500 && result.endsWith("'x19','and 8980 more']}"), result);
    }

    @Test
    void aListWithoutItemsStaysAListAndBlamesNoField() {
        assertEquals(
                "{'contacts':[],'total':0}",
                asked("{'contacts':[],'total':0,'meta':{'x':1}}", "'contacts.email','phone','nosuch'"));
        assertEquals("{'contacts':[],'total':0}", asked("{'contacts':[],'total':0}", "'contacts'"));
        ToolDefinition messages = Catalog.load().find("list_conversation_messages");
        String none = "{'messages':{'nextPage':false,'messages':[]},'paging':{'count':0}}";
        assertEquals("{'messages':{'messages':[]},'paging':{'count':0}}", asked(messages, none, "'body'"));
        assertEquals(none, asked(messages, none, ""));
    }

    @Test
    void namesOfItemsReachNestedLists() {
        ToolDefinition messages = Catalog.load().find("list_conversation_messages");
        String two = "{'messages':{'nextPage':false,'messages':[{'id':'1','body':'a','x':1},{'id':'2','body':'b'}]}}";
        String bodies = "{'messages':{'messages':[{'id':'1','body':'a'},{'id':'2','body':'b'}]},"
                + "'dataNotInstructions':['messages.messages[].body']}";
        for (String name : List.of("'body'", "'messages.body'", "'messages.messages.body'", "'messages[].body'")) {
            assertEquals(bodies, asked(messages, two, name), name);
        }
        assertEquals(
                "{'messages':{'messages':[{'id':'1'},{'id':'2'}]},'fieldsNotFound':['bdy','.']}",
                asked(messages, two, "'bdy','.'"));
    }

    @Test
    void cutsTextsThatAreNoJson() {
        String text = "é".repeat(40_000);
        String result = new ResultLimits(true, 10_000).text(text);
        assertTrue(result.getBytes(StandardCharsets.UTF_8).length <= 10_000);
        assertTrue(result.endsWith(" bytes; the setting results.max-bytes (GHL_RESULTS_MAX_BYTES) says how many fit]"));
        assertEquals("ab", ResultLimits.STANDARD.text("a\u200Bb"));
    }

    private static String asked(String answer, String fields) {
        return asked(TOOL, answer, fields);
    }

    private static String asked(ToolDefinition tool, String answer, String fields) {
        ObjectNode arguments = (ObjectNode) Json.MAPPER.readTree(("{'fields':[" + fields + "]}").replace('\'', '"'));
        byte[] json = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new String(limited(ResultLimits.STANDARD, tool, arguments, json), StandardCharsets.UTF_8)
                .replace('"', '\'');
    }

    private static byte[] limited(ResultLimits limits, ToolDefinition tool, ObjectNode arguments, byte[] json) {
        ObjectNode answer = (ObjectNode) Json.MAPPER.readTree(json);
        ObjectNode result =
                limits.cut(tool, limits.trimmed(tool, arguments, Projection.selected(tool, arguments, answer)));
        assertEquals(Json.MAPPER.readTree(json), answer, "the answer itself stays as it is");
        byte[] written = Json.MAPPER.writeValueAsBytes(result);
        assertEquals(written.length, Json.size(result));
        return written;
    }

    private static String trimmed(String json) {
        return new String(
                limited(ResultLimits.STANDARD, TOOL, NO_ARGUMENTS, json.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8);
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        object.put("id", "id" + random.nextLong());
        for (String name :
                List.of("contactId", "_id", "locationIds", "name", "body", "items", "inner", "notes", "value")) {
            if (random.nextInt(3) > 0) {
                object.set(
                        name,
                        name.endsWith("Id") || name.equals("_id")
                                ? text("i" + random.nextInt())
                                : value(random, name, depth));
            }
        }
        return object;
    }

    private static JsonNode value(Random random, String name, int depth) {
        if (name.equals("locationIds")) {
            return Json.MAPPER.createArrayNode().add("l1").add("l" + random.nextInt());
        }
        if (name.equals("items") && depth < 4) {
            ArrayNode items = Json.MAPPER.createArrayNode();
            int size = random.nextInt(depth == 0 ? 60 : 8);
            for (int i = 0; i < size; i++) {
                items.add(random.nextInt(8) == 0 ? text("x") : object(random, depth + 1));
            }
            return items;
        }
        if (name.equals("inner") && depth < 4) {
            return object(random, depth + 1);
        }
        return switch (random.nextInt(6)) {
            case 0 -> Json.MAPPER.nullNode();
            case 1 -> text("");
            case 2 -> Json.MAPPER.createArrayNode();
            case 3 -> text("\uD83D\uDE00ü\u200B".repeat(random.nextInt(1500)));
            case 4 -> Json.MAPPER.getNodeFactory().numberNode(random.nextInt());
            default -> text("t".repeat(random.nextInt(40)));
        };
    }

    private static JsonNode text(String text) {
        return Json.MAPPER.getNodeFactory().stringNode(text);
    }
}
