package dev.ghlmcp.mcp.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ArgumentTraits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.AnyOf;
import dev.ghlmcp.operation.annotation.Mixed;
import dev.ghlmcp.operation.annotation.Nullable;
import dev.ghlmcp.operation.annotation.OneOf;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is put right silently, and what is told to the caller.
class ArgumentSchemaTest {
    private static final JsonNode JSON = Json.MAPPER.readTree("""
            {"type":"object","properties":{
              "id":{"type":"string","description":"Id from search_things"},
              "count":{"type":"integer","minimum":1,"maximum":500},
              "price":{"type":"number"},
              "open":{"type":"boolean"},
              "query":{"type":"string","maxLength":5},
              "mode":{"type":"string","enum":["add","remove","no_show"]},
              "kind":{"type":"string","enum":["TYPE_SMS","TYPE_EMAIL"]},
              "ownerId":{"type":"string"},
              "tags":{"type":"array","items":{"type":"string"},"maxItems":2},
              "few":{"type":"array","items":{"type":"string"},"minItems":1},
              "values":{"type":"array","items":{"type":"object","properties":{
                "id":{"type":"string"},"key":{"type":"string"},"fieldValue":{"type":"string"}},"required":["fieldValue"]}},
              "settings":{"type":"object","properties":{"on":{"type":"boolean"},"note":{"type":"string"}}},
              "switches":{"type":"string"},
              "condition":{"type":"string"},
              "fields":{"type":"array","items":{"type":"string"}},
              "businessId":{"type":"string"},
              "message":{"type":"string"},
              "clear":{"type":"array","items":{"type":"string"}}},
             "required":["id","businessId"]}""");

    private static final ArgumentSchema READS = new ArgumentSchema(JSON, traits(Map.of()), true);
    private static final ArgumentSchema WRITES = new ArgumentSchema(
            JSON,
            traits(new TreeMap<>(Map.of("query", Json.MAPPER.nullNode(), "tags", Json.MAPPER.createArrayNode()))),
            false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    'count':'20'               | 'count':20
                    'count':5.0                | 'count':5
                    'count':'5.0'              | 'count':5
                    'count':2E+2               | 'count':200
                    'price':'1.50'             | 'price':1.50
                    'open':'true'              | 'open':true
                    'open':'False'             | 'open':false
                    'query':42                 | 'query':'42'
                    'query':'42'               | 'query':'42'
                    'mode':'Add'               | 'mode':'add'
                    'mode':'no-show'           | 'mode':'no_show'
                    'kind':'SMS'               | 'kind':'TYPE_SMS'
                    'kind':'type_email'        | 'kind':'TYPE_EMAIL'
                    'message':'email'          | 'message':'TYPE_EMAIL'
                    'tags':'vip'               | 'tags':['vip']
                    'tags':'vip, gold'         | 'tags':['vip','gold']
                    'tags':['vip, gold']       | 'tags':['vip, gold']
                    'tags':'[\\"a\\",\\"b\\"]' | 'tags':['a','b']
                    'tags':[1,null,'']         | 'tags':['1']
                    'settings':'{\\"on\\":\\"true\\"}' | 'settings':{'on':true}
                    'settings':{'on':null,'note':''} |
                    'values':{'key':'a','fieldValue':'x'} | 'values':[{'key':'a','fieldValue':'x'}]
                    'values':['{\\"key\\":\\"a\\",\\"fieldValue\\":\\"7\\"}'] | 'values':[{'key':'a','fieldValue':'7'}]
                    'values':'\\"[{\\\\\\"key\\\\\\":1,\\\\\\"fieldValue\\\\\\":2}]\\"' | 'values':[{'key':'1','fieldValue':2}]
                    'values':[{'id':'a','key':null,'fieldValue':''}] | 'values':[{'id':'a','fieldValue':''}]
                    'values':[{'id':'a','fieldValue':'[\\"A\\",\\"B\\"]'}] | 'values':[{'id':'a','fieldValue':['A','B']}]
                    'values':[{'id':'a','fieldValue':'[1]'}] | 'values':[{'id':'a','fieldValue':'[1]'}]
                    'condition':'{\\"gte\\":5}' | 'condition':{'gte':5}
                    'condition':'[\\"vip\\"]'  | 'condition':['vip']
                    'condition':7              | 'condition':7
                    'switches':'{\\"a\\":\\"True\\",\\"b\\":null}' | 'switches':{'a':true}
                    'switches':{'a':false}     | 'switches':{'a':false}
                    'fields':['null','email']  | 'fields':['email']
                    'query':null,'mode':'','tags':null,'count':'','ownerId':'' |
                    'toolCallId':'x','sessionId':'y','_meta':{},'random_string':'' |
                    """)
    void setsRightWhatLosesNothing(String given, String wanted) {
        var read = READS.read(arguments(given));
        assertEquals(List.of(), read.complaints().sentences());
        assertEquals(
                arguments(wanted == null ? "" : wanted).toString(),
                read.values().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {'businessId':null}                   | id is missing (Id from search_things)
                    {'id':null,'businessId':'a'}          | id is missing (Id from search_things)
                    {'id':'','businessId':'a'}            | id is missing (Id from search_things)
                    {'id':'null','businessId':'a'}        | id must be an id, got "null" (Id from search_things): leave the argument out if there is none
                    {'id':'a'}                            | businessId is missing
                    {'id':'a','businessId':'b','ownerId':'undefined'} | ownerId must be an id, got "undefined": leave the argument out if there is none
                    {'id':'a','businessId':'b','cuont':1}      | cuont is not known; did you mean count?
                    {'id':'a','businessId':'b','count':0}      | count must be at least 1, got 0
                    {'id':'a','businessId':'b','count':501}    | count must be at most 500, got 501
                    {'id':'a','businessId':'b','count':5.5}    | count must be an integer, got the number 5.5
                    {'id':'a','businessId':'b','count':1e999}  | count must be an integer, got the number 1E+999
                    {'id':'a','businessId':'b','count':1e999999999} | count must be an integer, got the number 1E+999999999
                    {'id':'a','businessId':'b','price':1e999}  | price must be a number, got the number 1E+999
                    {'id':'a','businessId':'b','count':'x'}    | count must be an integer, got the string "x"
                    {'id':'a','businessId':'b','open':7}       | open must be a boolean, got the number 7
                    {'id':'a','businessId':'b','open':'yes'}   | open must be a boolean, got the string "yes"
                    {'id':'a','businessId':'b','query':'123456'} | query must have at most 5 characters, got 6
                    {'id':'a','businessId':'b','mode':'ad'}    | mode must be one of add, remove, no_show, got "ad"; did you mean add?
                    {'id':'a','businessId':'b','message':'TYPE_SMSS'} | message must be one of TYPE_SMS, TYPE_EMAIL, got "TYPE_SMSS"; did you mean TYPE_SMS?
                    {'id':'a','businessId':'b','tags':['a','b','c']} | tags must have at most 2 items, got 3
                    {'id':'a','businessId':'b','few':[]}       | few must have at least one item
                    {'id':'a','businessId':'b','few':['']}     | few must have at least one item
                    {'id':'a','businessId':'b','tags':[{}]}    | tags[0] must be a string, got an object
                    {'id':'a','businessId':'b','values':[{'id':'a'}]} | values[0].fieldValue is missing
                    {'id':'a','businessId':'b','values':[{'fieldValue':'a'}]} | values[0] needs at least one of id, key
                    {'id':'a','businessId':'b','values':[{'id':'a','fieldVal':1,'fieldValue':1}]} | values[0].fieldVal is not known; did you mean fieldValue?
                    {'id':'a','businessId':'b','settings':{'on':1}} | settings.on must be a boolean, got the number 1
                    {'id':'a','businessId':'b','switches':{'x':1}} | switches.x must be a boolean, got the number 1
                    {'id':'a','businessId':'b','switches':'x'} | switches must be an object, got the string "x"
                    """)
    void saysWhichArgumentIsWrongAndWhy(String given, String complaint) {
        assertEquals(List.of(complaint), READS.read(json(given)).complaints().sentences());
    }

    @Test
    void tellsEveryComplaintAtOnce() {
        assertEquals(
                Set.of(
                        "id is missing (Id from search_things)",
                        "businessId is missing",
                        "count must be at most 500, got 900",
                        "zzzzzzzzz is not known; known are id, count, price, open, query, mode, kind, ownerId, tags,"
                                + " few, values, settings, switches, condition, fields, businessId, message, clear"),
                Set.copyOf(READS.read(json("{'count':900,'zzzzzzzzz':1}"))
                        .complaints()
                        .sentences()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'null'", "'none'", "'None'"})
    void nullIsAnAnswerWhereTheToolSaysSo(String none) {
        var read = READS.read(json("{'id':'a','businessId':" + none + "}"));
        assertTrue(read.complaints().isEmpty());
        assertTrue(read.values().get("businessId").isNull());
    }

    @Test
    void anEmptyListIsNothingToAReadAndSomethingToAWrite() {
        assertEquals(
                arguments(""), READS.read(arguments("'tags':[],'fields':[]")).values());
        assertEquals(
                arguments("'fields':[]"), WRITES.read(arguments("'fields':[]")).values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    'clear':['query']                | 'query':null
                    'clear':'query, TAGS'            | 'query':null,'tags':[]
                    'clear':['query','query'],'tags':['a'] | 'tags':['a'],'query':null
                    'clear':[],'tags':['a']          | 'tags':['a']
                    'clear':null,'query':'','tags':[null],'count':1 | 'count':1
                    """)
    void whatIsToBeEmptiedIsNamed(String given, String wanted) {
        var read = WRITES.read(arguments(given));
        assertEquals(List.of(), read.complaints().sentences());
        assertEquals(arguments(wanted).toString(), read.values().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    'clear':['query'],'query':'x'    | query is given and named in clear: leave it out of one of them
                    'clear':['count']                | clear[0] must be one of query, tags, got "count"
                    'tags':[]                        | tags is empty: name it in clear to empty it, or leave it out to keep what is there
                    'query':'','tags':null           | nothing to change: query, tags are empty: name in clear what to empty
                    """)
    void nothingIsEmptiedByAccident(String given, String complaint) {
        assertEquals(
                List.of(complaint), WRITES.read(arguments(given)).complaints().sentences());
    }

    @Test
    void complaintsAreFewHoweverMuchIsWrong() {
        ObjectNode many = arguments("");
        ArrayNode list = many.putArray("values");
        for (int i = 0; i < 10_000; i++) {
            list.addObject();
        }
        for (int i = 0; i < 400; i++) {
            many.put("u".repeat(10_000) + i, 1);
        }
        List<String> sentences = READS.read(many).complaints().sentences();
        assertEquals(11, sentences.size());
        assertEquals("and 20390 more complaints", sentences.getLast());
        assertTrue(String.join("", sentences).length() < 16_000);
        ObjectNode wide = arguments("");
        for (int i = 0; i < 200_000; i++) {
            wide.put("u" + i, 1);
        }
        assertEquals(
                List.of("the arguments have 200002 members, at most 500 are taken"),
                READS.read(wide).complaints().sentences());
    }

    /// What the schema cannot say.
    private record Things(
            @OneOf(listed = false, value = "TYPE_SMS TYPE_EMAIL")
            String message,

            @Nullable("UNLINKS it") String businessId,
            Map<String, Boolean> switches,
            @Mixed(Mixed.Kind.FILTER) Object condition,
            List<Value> values) {
        @AnyOf({"id", "key"})
        record Value(
                String id,
                String key,
                @Mixed(Mixed.Kind.CUSTOM_FIELD) Object fieldValue) {}
    }

    private static ArgumentTraits traits(Map<String, JsonNode> clear) {
        return ArgumentTraits.of(Things.class, clear, !clear.isEmpty());
    }

    private static ObjectNode arguments(String members) {
        return json("{'id':'a','businessId':'b'" + (members.isEmpty() ? "" : "," + members) + "}");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }

    @Test
    void aListOfMoreThanTenThousandIsRefusedHoweverItIsWritten() {
        ArrayNode names = Json.MAPPER.createArrayNode();
        for (int i = 0; i <= 10_000; i++) {
            names.add("query");
        }
        for (String argument : List.of("fields", "clear", "few", "values")) {
            ObjectNode arguments = Json.MAPPER.createObjectNode().put("id", "1").put("businessId", "2");
            for (JsonNode list : List.of(names, Json.MAPPER.getNodeFactory().stringNode(names.toString()))) {
                List<String> complaints =
                        WRITES.read(arguments.set(argument, list)).complaints().sentences();
                assertEquals(1, complaints.size(), complaints.toString());
                assertEquals(
                        argument + " must have at most 10000 items",
                        complaints.getFirst().replaceFirst(", got.*", ""));
            }
        }
    }
}
