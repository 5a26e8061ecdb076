package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.NodePackage;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// HighLevel's own SDK takes the built program's sandbox for HighLevel.
class ApiClientIT {
    private static final NodePackage PACKAGE = NodePackage.of("api-client");
    private static final String EMAIL = "leo.vasquez@example.com";
    private static final String CALENDAR = "Checkups and cleanings";

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        String trouble = PACKAGE.install();
        assumeTrue(trouble == null, trouble);
    }

    /// One version goes with all of the SDK's requests: its own choice unless it is told another.
    @ParameterizedTest(name = "version \"{0}\"")
    @ValueSource(strings = {"", "2021-07-28", "v3"})
    void findsAContactAndBooksASlot(String version) throws Exception {
        JsonNode visit;
        try (BuiltProgram program = BuiltProgram.start(Map.of(), "sandbox", "--port", "0")) {
            visit = visit(program.variables(), version);
        }
        assertContact(visit);
        assertBooking(visit);
        assertEquals(List.of("New patients", "Invisalign"), names(visit.path("pipelines")));
        assertEquals(
                List.of("Enquiry", "Consultation booked", "Treatment proposed", "Accepted"),
                names(visit.at("/pipelines/0/stages")));
    }

    private static void assertContact(JsonNode visit) {
        assertEquals(1, visit.at("/search/total").asInt());
        assertEquals(EMAIL, visit.at("/search/contacts/0/email").asString());
        assertEquals(visit.at("/search/contacts/0/id"), visit.at("/contact/id"));
        assertEquals(EMAIL, visit.at("/contact/email").asString());
        assertEquals("Vasquez", visit.at("/contact/lastName").asString());
    }

    private static void assertBooking(JsonNode visit) {
        List<String> offered = texts(visit.path("offered"));
        assertEquals(offered.getLast(), visit.at("/booked/startTime").asString());
        assertEquals("confirmed", visit.at("/booked/appointmentStatus").asString());
        for (String field : List.of("id", "contactId", "calendarId", "startTime", "endTime")) {
            assertFalse(visit.at("/booked/" + field).asString().isEmpty(), field);
            assertEquals(visit.at("/booked/" + field), visit.at("/event/" + field), field);
        }
        assertEquals(visit.at("/contact/id"), visit.at("/event/contactId"));
        assertEquals(offered.subList(0, offered.size() - 1), texts(visit.path("left")));
        assertEquals(Json.MAPPER.readTree("""
                        {"recognised":true,"status":400,"message":"The slot you have selected is no longer available."}"""), visit.path("refusal"));
    }

    private static List<String> names(JsonNode records) {
        return records.valueStream().map(one -> one.path("name").asString()).toList();
    }

    private static List<String> texts(JsonNode values) {
        return values.valueStream().map(JsonNode::asString).toList();
    }

    private static JsonNode visit(Map<String, String> environment, String version)
            throws IOException, InterruptedException {
        Path out = PACKAGE.home().resolve("visit.json");
        Path err = PACKAGE.home().resolve("visit.err");
        ProcessBuilder builder = new ProcessBuilder("node", "visit.mjs", version, EMAIL, CALENDAR)
                .directory(PACKAGE.home().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the SDK did not end");
            assertEquals(0, process.exitValue(), Files.readString(err));
            return Json.MAPPER.readTree(Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
    }
}
