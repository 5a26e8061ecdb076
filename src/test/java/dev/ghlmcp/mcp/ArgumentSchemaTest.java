package dev.ghlmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// What is put right silently, and what is told to the caller.
class ArgumentSchemaTest {
    private static final ArgumentSchema SCHEMA = new ArgumentSchema(Json.MAPPER.readTree("""
            {"type":"object","properties":{
              "id":{"type":"string","description":"Id from search_things"},
              "count":{"type":"integer","minimum":1,"maximum":500},
              "price":{"type":"number"},
              "open":{"type":"boolean"},
              "query":{"type":"string","maxLength":5},
              "mode":{"type":"string","enum":["add","remove"]},
              "tags":{"type":"array","items":{"type":"string"},"maxItems":2},
              "fields":{"type":"array","items":{"type":"object","properties":{"key":{"type":"string"},"field_value":{}}}},
              "settings":{"type":"object","properties":{"on":{"type":"boolean"}}},
              "anything":{},
              "clear":{"type":["string","null"]}},
             "required":["id","clear"]}"""));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {'count':'20'}             | {'count':20}
                    {'count':'x'}              | {'count':'x'}
                    {'count':'1.5'}            | {'count':'1.5'}
                    {'price':'1.50'}           | {'price':1.50}
                    {'open':'true'}            | {'open':true}
                    {'open':'yes'}             | {'open':'yes'}
                    {'id':42}                  | {'id':'42'}
                    {'id':'42'}                | {'id':'42'}
                    {'tags':'vip'}             | {'tags':['vip']}
                    {'tags':'[\\"a\\",\\"b\\"]'}   | {'tags':['a','b']}
                    {'tags':[1]}               | {'tags':['1']}
                    {'tags':null}              | {'tags':null}
                    {'settings':'{\\"on\\":\\"true\\"}'} | {'settings':{'on':true}}
                    {'fields':{'key':'a'}}     | {'fields':[{'key':'a'}]}
                    {'fields':['{\\"key\\":\\"a\\",\\"field_value\\":\\"7\\"}']} | {'fields':[{'key':'a','field_value':'7'}]}
                    {'fields':'\\"[{\\\\\\"key\\\\\\":1}]\\"'} | {'fields':[{'key':'1'}]}
                    {'anything':'7'}           | {'anything':'7'}
                    {'unknown':'7'}            | {'unknown':'7'}
                    """)
    void repairsWhatLosesNothing(String given, String repaired) {
        assertEquals(json(repaired), SCHEMA.repair(json(given)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {'clear':null}                        | id is missing (Id from search_things)
                    {'id':null,'clear':'a'}               | id must be a string, got null
                    {'id':'a'}                            | clear is missing
                    {'id':'a','clear':'b','cuont':1}      | cuont is not known; did you mean count?
                    {'id':'a','clear':'b','count':0}      | count must be at least 1, got 0
                    {'id':'a','clear':'b','count':501}    | count must be at most 500, got 501
                    {'id':'a','clear':'b','count':'x'}    | count must be an integer, got the string "x"
                    {'id':'a','clear':'b','open':7}       | open must be a boolean, got the number 7
                    {'id':'a','clear':'b','query':'123456'} | query must have at most 5 characters, got 6
                    {'id':'a','clear':'b','mode':'drop'}  | mode must be one of add, remove, got "drop"
                    {'id':'a','clear':'b','tags':['a','b','c']} | tags must have at most 2 items, got 3
                    {'id':'a','clear':'b','tags':[{}]}    | tags[0] must be a string, got an object
                    {'id':'a','clear':'b','fields':[{'fieldValue':1}]} | fields[0].fieldValue is not known; did you mean field_value?
                    {'id':'a','clear':'b','settings':{'on':1}} | settings.on must be a boolean, got the number 1
                    """)
    void saysWhichArgumentIsWrongAndWhy(String given, String complaint) {
        assertEquals(List.of(complaint), SCHEMA.complaints(json(given)));
    }

    @Test
    void tellsEveryComplaintAtOnce() {
        assertEquals(
                Set.of(
                        "id is missing (Id from search_things)",
                        "clear is missing",
                        "count must be at most 500, got 900",
                        "zzzzzzzzz is not known; known are id, count, price, open, query, mode, tags, fields,"
                                + " settings, anything, clear"),
                Set.copyOf(SCHEMA.complaints(json("{'count':900,'zzzzzzzzz':1}"))));
    }

    @Test
    void anOptionalArgumentMayBeCleared() {
        assertEquals(
                List.of(), SCHEMA.complaints(json("{'id':'a','clear':null,'query':null,'mode':null,'tags':null}")));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
