package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Request;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.Samples;
import dev.ghlmcp.catalog.TimeArgument;
import dev.ghlmcp.catalog.TimeArgument.Kind;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.WholeSchemas;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.operation.annotation.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One rule for every time argument of every tool: what callers write, and what is then sent.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimesTest {
    private static final String ZONE = "GET /locations/loc1";
    private static final String NEAR = "2030-01-31T09:00:00-05:00";
    private static final Map<String, JsonNode> ENTRIES = WholeSchemas.entries();

    private final Scripted scripted = Scripted.both(Generation.DATED);

    private record Case(ToolDefinition tool, TimeArgument time) {
        @Override
        public String toString() {
            return tool.name() + " " + time.name();
        }
    }

    @BeforeAll
    void theLocationIsInNewYork() {
        scripted.answer(any(anyUrl()), "{}");
        scripted.answer(
                get(urlPathEqualTo("/locations/loc1")),
                "{'location':{'timezone':'America/New_York'}}".replace('\'', '"'));
    }

    @AfterAll
    void close() {
        scripted.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2030-01-31T09:00:00-05:00 | 2030-01-31T09:00:00-05:00 | 2030-01-31T09:00:00-05:00
            2030-01-31T14:00:00Z      | 2030-01-31T14:00:00Z      | 2030-01-31T14:00:00Z
            2030-01-31T14:00:00.000Z  | 2030-01-31T14:00:00.000Z  | 2030-01-31T14:00:00.000Z
            2030-01-31 09:00-0500     | 2030-01-31T09:00:00-05:00 | 2030-01-31T09:00:00-05:00
            2030-01-31t14:00z         | 2030-01-31T14:00:00+00:00 | 2030-01-31T14:00:00+00:00
            2030-01-31T09:00:00-05:00[America/New_York] | 2030-01-31T09:00:00-05:00 | 2030-01-31T09:00:00-05:00
            2030-01-31T15:00[Europe/Paris] | 2030-01-31T15:00:00+01:00 | 2030-01-31T15:00:00+01:00
            2030-01-31T14:00:00Z[America/New_York] | 2030-01-31T14:00:00+00:00 | 2030-01-31T14:00:00+00:00
            2030-11-03T01:30:00-05:00[America/New_York] | 2030-11-03T01:30:00-05:00 | 2030-11-03T01:30:00-05:00
            2030-01-31T09:00          | 2030-01-31T09:00:00-05:00 | 2030-01-31T09:00:00-05:00
            2030-01-31 09:00:00       | 2030-01-31T09:00:00-05:00 | 2030-01-31T09:00:00-05:00
            2030-01-31                | 2030-01-31T00:00:00-05:00 | 2030-01-31T23:59:59-05:00
            2030/01/31                | 2030-01-31T00:00:00-05:00 | 2030-01-31T23:59:59-05:00
            1896098400000             | 2030-01-31T09:00:00-05:00 | 2030-01-31T09:00:00-05:00
            1896098400                | 2030-01-31T09:00:00-05:00 | 2030-01-31T09:00:00-05:00
            1.8960984e+12             | 2030-01-31T09:00:00-05:00 | 2030-01-31T09:00:00-05:00
            2030-07-31T09:00          | 2030-07-31T09:00:00-04:00 | 2030-07-31T09:00:00-04:00
            2030-03-10                | 2030-03-10T00:00:00-05:00 | 2030-03-10T23:59:59-04:00
            2030-11-03                | 2030-11-03T00:00:00-04:00 | 2030-11-03T23:59:59-05:00
            """)
    void aPointInTimeIsSentInTheFormOfItsEndpoint(String written, String start, String end) {
        for (Case each : cases(Kind.INSTANT)) {
            String wanted = each.time.endOfDay() ? end : start;
            assertEquals(wire(each.time, wanted), sent(each, written, wanted), each + " " + written);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2030-01-31                | 2030-01-31
            2030.01.31                | 2030-01-31
            2030-01-31T00:00:00.000Z  | 2030-01-31
            2030-01-31T22:00:00-05:00 | 2030-01-31
            2030-01-31T02:30          | 2030-01-31
            2030-03-10T02:30:00       | 2030-03-10
            2030-11-03T01:30:00       | 2030-11-03
            1896048000000             | 2030-01-31
            1896048000                | 2030-01-31
            1896062400000             | 2030-01-30
            -86313600000              | 1967-04-08
            653184000000              | 1990-09-13
            """)
    void aDayStaysThatDay(String written, String day) {
        for (Case each : cases(Kind.DAY)) {
            LocalDate date = LocalDate.parse(day);
            String wanted = each.time.form() == Form.US_DATE
                    ? date.format(DateTimeFormatter.ofPattern("MM-dd-yyyy"))
                    : each.time.form() == Form.DATE_AT_MIDNIGHT ? day + "T00:00:00.000Z" : day;
            assertEquals(wanted, sent(each, written, NEAR), each + " " + written);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow",
                "next Tuesday at 3pm",
                "2030-02-30",
                "2030-02-30T09:00:00-05:00",
                "2030-13-01",
                "2030-01-31T25:00:00Z",
                "2030-01-31T09:00:00+25:00",
                "31.01.2030",
                "01/31/2030",
                "1/2/2030",
                "20300131",
                "203001310900",
                "2030",
                "17",
                "1896098400000000",
                "1e99",
                "0001-01-01T00:00:00",
                "[]",
            })
    void nonsenseIsRefusedWithTheForm(String written) {
        for (Case each : Stream.concat(cases(Kind.INSTANT).stream(), cases(Kind.DAY).stream())
                .toList()) {
            String refusal = refused(each, written);
            assertTrue(refusal.contains(each.time.path().getLast() + " must be a date"), refusal);
            assertTrue(refusal.contains("such as 2030-01-31"), refusal);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2030-03-10T02:30:00 | does not exist in America/New_York, where clocks skip from 02:00 to 03:00: give \
            2030-03-10T01:30:00-05:00 or 2030-03-10T03:30:00-04:00
            2030-11-03T01:30    | happens twice in America/New_York, where clocks go back from 02:00 to 01:00: give \
            2030-11-03T01:30:00-04:00 or 2030-11-03T01:30:00-05:00
            2030-03-31T02:30[Europe/Paris] | does not exist in Europe/Paris
            """)
    void gapsAndOverlapsAreNamedWithWhatMayBeMeant(String written, String reported) {
        for (Case each : cases(Kind.INSTANT)) {
            String refusal = refused(each, written);
            assertTrue(refusal.contains(reported), each + ": " + refusal);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2030-11-28T10:00:00+02:00[America/New_York] | the offset +02:00 is not that of America/New_York, -05:00
            2030-07-31T10:00:00-05:00[America/New_York] | the offset -05:00 is not that of America/New_York, -04:00
            2030-11-28T10:00:00-05:00[Mars/Base] | there is no time zone Mars/Base
            2030-11-28T10:00:00[Mars/Base] | there is no time zone Mars/Base
            2030-11-28T10:00:00+25:00 | there is no offset +25:00
            """)
    void anOffsetAndAZoneThatContradictEachOtherAreNoTime(String written, String reported) {
        for (Case each : Stream.concat(cases(Kind.INSTANT).stream(), cases(Kind.DAY).stream())
                .toList()) {
            String refusal = refused(each, written);
            assertTrue(refusal.contains(reported), each + ": " + refusal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-01-31T09:00", "2030-01-31", "1896098400000"})
    void theResultSaysHowTimesWereRead(String written) {
        for (Case each : cases(Kind.INSTANT)) {
            scripted.upstream.resetRequests();
            ToolResult result = scripted.call(each.tool.name(), arguments(each, written, NEAR));
            JsonNode times = Json.MAPPER.readTree(result.json().toString()).path("times");
            JsonNode said = times.propertyStream()
                    .filter(entry -> entry.getKey().endsWith(each.time.path().getLast()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(each + ": " + result.text()))
                    .getValue();
            assertFalse(said.asString().isEmpty());
            boolean zoned = !written.startsWith("18") || each.time.form() == null;
            assertEquals(zoned ? "America/New_York" : "", times.path("zone").asString(""), each + " " + written);
        }
    }

    private static String wire(TimeArgument time, String wanted) {
        Instant instant = OffsetDateTime.parse(wanted).toInstant();
        if (time.form() == Form.EPOCH_MILLIS) {
            boolean last = time.endOfDay() && wanted.contains("23:59:59");
            return Long.toString(instant.toEpochMilli() + (last ? 999 : 0));
        }
        if (time.form() == Form.UTC) {
            return wanted.endsWith("Z") ? wanted : instant.toString();
        }
        return wanted;
    }

    private String sent(Case at, String written, String near) {
        scripted.upstream.resetRequests();
        ToolResult result = scripted.call(at.tool.name(), arguments(at, written, near));
        assertFalse(result.error(), () -> at + " " + written + ": " + result.text());
        Request request = scripted.upstream.getAllServeEvents().getFirst().getRequest();
        Parameter parameter = at.tool.endpoints().getFirst().parameters().stream()
                .filter(one -> one.name().equals(at.time.path().getFirst()))
                .findFirst()
                .orElseThrow();
        if (parameter.place() == Place.QUERY) {
            return request.queryParameter(parameter.wire()).firstValue();
        }
        JsonNode value = Json.MAPPER.readTree(request.getBodyAsString()).path(parameter.wire());
        for (String step : at.time.path().subList(1, at.time.path().size())) {
            value = value.path(0).path(step);
        }
        return value.asString();
    }

    private String refused(Case at, String written) {
        scripted.upstream.resetRequests();
        ToolResult result = scripted.call(at.tool.name(), arguments(at, written, NEAR));
        assertTrue(result.error(), () -> at + " " + written + ": " + result.text());
        assertEquals("invalid", result.outcome(), result.text());
        assertTrue(List.of(ZONE).containsAll(scripted.sent()), () -> at + " " + written + ": " + scripted.sent());
        return result.text();
    }

    private static List<Case> cases(Kind kind) {
        return Catalog.load().tools().stream()
                .flatMap(tool -> tool.times().stream().map(time -> new Case(tool, time)))
                .filter(each -> each.time.kind() == kind)
                .toList();
    }

    /// What the tool needs, and the time as written.
    ///
    /// @param near around which the other end of its span stands
    private static ObjectNode arguments(Case at, String written, String near) {
        JsonNode schema = ENTRIES.get(at.tool.name()).path("inputSchema");
        ObjectNode arguments = Samples.required(schema);
        if (!at.tool.anyOf().isEmpty()) {
            arguments.put(at.tool.anyOf().getFirst(), "sample1");
        }
        if (at.tool.name().equals("upsert_invoice")) {
            arguments.set("contactDetails", Samples.all(schema).get("contactDetails"));
            arguments.set("businessDetails", Samples.all(schema).get("businessDetails"));
            arguments.path("items").forEach(item -> ((ObjectNode) item).remove("taxes"));
            arguments.put("issueDate", "1910-01-01").put("dueDate", "2130-01-01");
        }
        String first = at.time.path().getFirst();
        String other = first.startsWith("start") ? first.replace("start", "end") : first.replace("end", "start");
        if (arguments.has(other) && !other.equals(first)) {
            arguments.put(
                    other,
                    OffsetDateTime.parse(near)
                            .plusDays(first.startsWith("start") ? 2 : -2)
                            .toString());
        }
        if (at.time.path().size() > 1) {
            ArrayNode items = (ArrayNode) Samples.all(schema).get(first);
            ((ObjectNode) items.get(0)).put(at.time.path().getLast(), written);
            arguments.set(first, items);
        } else {
            arguments.put(first, written);
        }
        return arguments;
    }
}
