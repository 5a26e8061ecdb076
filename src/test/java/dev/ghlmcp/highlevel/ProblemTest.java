package dev.ghlmcp.highlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

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
        assertEquals(List.of(), Problem.of(403, MissingNode.getInstance()).messages());
    }

    @Test
    void cleansAndCapsWhatOutsidersWrote() {
        String text = problem(400, "{'message':'a\\u202eb\\u0007\\nc" + "x".repeat(900) + "'}")
                .text();
        assertTrue(text.startsWith("a b c"), text);
        assertEquals(503, text.length());
    }

    private static Problem problem(int status, String json) {
        return Problem.of(status, Json.MAPPER.readTree(json.replace('\'', '"')));
    }
}
