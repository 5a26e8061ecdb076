package dev.ghlmcp.server.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.server.http.HttpError;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are posted to a hook.
class HookFormatTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void anObjectIsAMessageAndAListHasOneInEachElement() {
        assertEquals(List.of("{\"a\":1.10}"), read("application/json", "{\"a\":1.10}"));
        assertEquals(List.of("{\"a\":1}", "{}"), read("Application/JSON; charset=\"UTF-8\"", " [{\"a\":1},{}] "));
        assertEquals(List.of("{}"), read("application/vnd.acme+json", "{}"));
        assertEquals(
                100,
                read("application/json", Collections.nCopies(100, "{}").toString())
                        .size());
    }

    @Test
    void aFormIsOneMessageOfTexts() {
        assertEquals(
                List.of(
                        "{\"First Name\":\"Zoë & Söhne\",\"tags\":[\"vip\",\"wedding\",\"\"],\"empty\":\"\",\"flag\":\"\"}"),
                read(FORM, "First+Name=Zo%C3%AB+%26+S%c3%b6hne&tags=vip&tags=wedding&tags=&empty=&flag&&"));
        assertEquals(List.of("{\"a\":\"=1\"}"), read(FORM + ";charset=utf-8", "a==1"));
        assertEquals(List.of("{\"name\":\"Zoë €\"}"), read(FORM + "; charset=windows-1252", "name=Zo%EB+%80"));
        assertEquals(List.of("{\"name\":\"Zoë\"}"), read(FORM + "; charset=ISO-8859-1", "name=Zo\u00EB"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text/plain", "multipart/form-data; boundary=x", "application/xml", "application/jsonp"})
    void anotherFormatIsRefused(String type) {
        assertEquals(415, refused(type, "{}").status);
        assertEquals(415, refused(null, "{}").status);
    }

    @Test
    void aCharsetThatIsNotKnownIsRefused() {
        assertEquals(415, refused(FORM + "; charset=klingon", "a=1").status);
        assertEquals(415, refused("application/json; charset=iso-8859-1", "{}").status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | empty",
                "{\"a\":1 | not valid JSON",
                "{} {} | more than one",
                "\"text\" | is a text",
                "null | is null",
                "17 | is a number",
                "[] | 1 to 100 messages, and this one has 0",
                "[{},[],{}] | Message 2 of 3 must be a JSON object and is a list; none",
                "[{},{},true] | Message 3 of 3 must be a JSON object and is true or false",
            })
    void whatIsNoMessageIsRefusedAndSaidWhy(String body, String why) {
        HttpError refusal = refused("application/json", body);
        assertEquals(422, refusal.status);
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    @Test
    void tooManyMessagesAndValuesAreRefused() {
        assertTrue(refused("application/json", Collections.nCopies(101, "{}").toString())
                .getMessage()
                .endsWith("has 101"));
        assertEquals(422, refused("application/json", "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}").status);
        String many = IntStream.range(0, 1001).mapToObj(i -> "f" + i + "=1").collect(Collectors.joining("&"));
        assertTrue(refused(FORM, many).getMessage().contains("1000 fields"));
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&b=%4, Field 2 of the form has a %",
        "a=%zz, Field 1",
        "a=1&b=%FF, Field 2 of the form is not in UTF-8",
        "&, no fields"
    })
    void aFormThatCannotBeReadIsRefusedByField(String body, String why) {
        HttpError refusal = refused(FORM, body);
        assertEquals(422, refusal.status);
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    private static List<String> read(String type, String body) {
        return HookFormat.of(type).messages(bytes(body, type)).stream()
                .map(Object::toString)
                .toList();
    }

    private static byte[] bytes(String body, String type) {
        return body.getBytes(type.contains("8859") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static HttpError refused(String type, String body) {
        return assertThrows(
                HttpError.class, () -> HookFormat.of(type).messages(body.getBytes(StandardCharsets.UTF_8)), body);
    }
}
