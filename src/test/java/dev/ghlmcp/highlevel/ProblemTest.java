package dev.ghlmcp.highlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is read out of an error body, and what is kept away from the reader.
class ProblemTest {
    @Test
    void readsEveryShapeOfAComplaint() {
        assertEquals(
                List.of("one", "two"),
                problem(422, "{'message':['one','two'],'error':'Unprocessable Entity'}")
                        .messages());
        assertEquals(
                Map.of("contactId", "c1"),
                problem(400, "{'message':'No duplicates.','meta':{'contactId':'c1'}}")
                        .details());
        assertEquals(
                "Authorization code not found; UnAuthorized!",
                problem(401, "{'error':'UnAuthorized!','error_description':'Authorization code not found'}")
                        .text());
        assertEquals(List.of(), problem(403, "").messages());
    }

    @Test
    void cleansAndCapsWhatOutsidersWrote() {
        String text = problem(400, "{'message':'a\\u202eb\\u0007\\nc" + "x".repeat(900) + "'}")
                .text();
        assertTrue(text.startsWith("a b c"), text);
        assertEquals(503, text.length());
    }

    @Test
    void passesOnPlainTextButNoPages() {
        assertEquals(
                List.of("error code: 1010"), problem(403, "error code: 1010").messages());
        assertEquals(
                List.of("no healthy upstream"),
                problem(503, "no healthy\nupstream").messages());
        assertEquals(
                List.of(), problem(502, "<html><h1>502 Bad Gateway</h1></html>").messages());
        assertEquals(
                List.of("error code: 1010"),
                problem(403, "<!DOCTYPE html><h2>Error 1010</h2>").messages());
        assertEquals(
                List.of(),
                Problem.of(500, "at java.lang".getBytes(StandardCharsets.UTF_8), false)
                        .messages());
    }

    private static Problem problem(int status, String json) {
        return Problem.of(status, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), true);
    }
}
