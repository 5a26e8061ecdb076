package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Generation;
import org.junit.jupiter.api.Test;

/// What arrives of an argument in the query, whatever the HTTP client makes of addresses.
class QueryTest {
    @Test
    void noCharacterOfAValueMeansAnythingInTheAddress() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), "{}");
            scripted.call("get_duplicate_contact", "{'number':'+1 2&locationId=x#é%2B?/ HTTP/1.1\\r\\nEvil: 1'}");
            assertEquals(
                    "GET /contacts/search/duplicate?number=%2B1%202%26locationId%3Dx%23%C3%A9%252B%3F%2F%20HTTP%2F1.1"
                            + "%0D%0AEvil%3A%201&locationId=loc1",
                    scripted.sent().getLast());
        }
    }

    @Test
    void aListRepeatsItsName() {
        try (Scripted scripted = Scripted.both(Generation.DATED)) {
            scripted.answer(any(anyUrl()), "{}");
            scripted.call("list_record_relations", "{'recordId':'r1','associationIds':['a','b']}");
            assertEquals(
                    "GET /associations/relations/r1?associationIds=a&associationIds=b&limit=20&locationId=loc1&skip=0",
                    sorted(scripted.sent().getLast()));
        }
    }

    private static String sorted(String request) {
        int query = request.indexOf('?') + 1;
        return request.substring(0, query)
                + String.join(
                        "&",
                        java.util.Arrays.stream(request.substring(query).split("&", -1))
                                .sorted()
                                .toList());
    }
}
