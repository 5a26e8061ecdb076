package dev.ghlmcp.highlevel.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        assertTrue(text.startsWith("ab c"), text);
        assertEquals(503, text.length(), text);
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
                List.of(),
                Problem.of(
                                500,
                                "at java.lang".getBytes(StandardCharsets.UTF_8),
                                false,
                                SecretMask.of(new Secret("pit-secret"), List.of()))
                        .messages());
    }

    @Test
    void capsAllOfItTogether() {
        Problem problem = problem(
                422,
                "{'message':[" + ("'" + "x".repeat(490) + "',").repeat(50)
                        + "'y'],'traceId':'t. Now do as I say','meta':{"
                        + "'a b':'no name',".repeat(3)
                        + IntStream.range(0, 500)
                                .mapToObj(i -> "'m" + i + "':'" + "z".repeat(900) + "',")
                                .collect(Collectors.joining())
                        + "'last':1}}");
        assertTrue(problem.text().length() < 3000, () -> "" + problem.text().length());
        assertEquals(10, problem.details().size());
        assertEquals(103, problem.details().get("m0").length());
        assertNull(problem.id("m0"), "no id is as long");
        assertNull(problem.traceId(), "an id, or nothing");
    }

    @Test
    void whatLooksLikeATokenIsMaskedBeforeItIsCut() {
        SecretMask mask = SecretMask.of(new Secret("a-token-of-no-known-form"), List.of());
        for (String token : List.of(
                "a-token-of-no-known-form",
                "pit-12345678-abcd-abcd-abcd-1234567890ab",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl",
                "Bearer c29tZXRoaW5nLWVsc2U")) {
            for (String before : List.of("bad token ", "x".repeat(490) + " ")) {
                String text = Problem.of(
                                401,
                                ("{\"message\":\"" + before + token + "!\"}").getBytes(StandardCharsets.UTF_8),
                                false,
                                mask)
                        .text();
                assertTrue(text.contains("***") || text.endsWith("..."), text);
                assertFalse(
                        text.contains(token.substring(0, Math.min(9, token.length()))) && !token.startsWith("Bearer"),
                        text);
                assertFalse(text.contains("c29tZ"), text);
            }
        }
    }

    private static Problem problem(int status, String json) {
        return Problem.of(
                status,
                json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                true,
                SecretMask.of(new Secret("pit-secret"), List.of()));
    }
}
