package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.sandbox.api.SampleAccount;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tasks of all contacts of a location.
class SandboxTaskSearchTest {
    private static final String PATH = "/locations/LOC/tasks/search";

    @AutoClose
    private final Wire wire = Wire.start();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {}                                        | Call Order Send
            {'limit':1,'skip':1}                      | Order
            {'completed':false}                       | Call Send
            {'contactId':['Bz1MsAMZhaoYD7djHZma']}    | Call
            {'assignedTo':['7KWyWfty6uEvcdZQoaZr']}   | Order
            {'query':'PLAN'}                          | Send
            {'businessId':'nowhere'}                  | ""
            """)
    void finds(String body, String titles) {
        Wire.Answer answer = wire.send("POST", PATH, body);
        assertEquals(200, answer.status());
        assertEquals(titles, answer.firsts("tasks", "title"));
    }

    @Test
    void keepsToItsLocation() {
        assertEquals(
                403,
                wire.send("POST", PATH.replace("LOC", SampleAccount.SECOND_LOCATION_ID), "{}")
                        .status());
        Wire.Answer second = wire.send(
                SampleAccount.SECOND_LOCATION_TOKEN,
                "2021-07-28",
                "POST",
                PATH.replace("LOC", SampleAccount.SECOND_LOCATION_ID),
                "{}");
        assertEquals(0, second.body().get("tasks").size());
        assertEquals(422, wire.send("POST", PATH, "{'completed':'no'}").status());
    }
}
