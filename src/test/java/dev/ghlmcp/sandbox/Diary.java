package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The calendars of a sandbox where it is Monday, nine o'clock in New York. Walter books.
record Diary(Wire wire) implements AutoCloseable {
    static final String CHECKUPS = "B5JNYkG8jl6v1YDssibJ";
    static final String TOUR = "0Sh1RZvbOQcwRoblk75z";
    static final String NORA = "7KWyWfty6uEvcdZQoaZr";
    static final String SAM = "knnVmnbSF0d57Iq6S0qv";
    static final String WALTER = "Bz1MsAMZhaoYD7djHZma";
    static final String SLOT = "2026-12-01T10:00:00-05:00";
    static final String GONE = "The slot you have selected is no longer available.";

    static Diary open() {
        return new Diary(Wire.start(SandboxOptions.defaults()
                .withLimits(0, 0)
                .withClock(InstantSource.fixed(Instant.parse("2026-11-23T14:00:00Z")))));
    }

    String create(String fields) {
        Wire.Answer answer =
                wire.send("POST", "/calendars/", "{'locationId':'LOC','name':'Both',%s}".formatted(fields));
        assertEquals(200, answer.status(), answer.body()::toString);
        return answer.body().at("/calendar/id").stringValue();
    }

    Wire.Answer book(String fields) {
        return bookIn(CHECKUPS, fields);
    }

    Wire.Answer bookIn(String calendar, String fields) {
        String body = "{'locationId':'LOC','contactId':'%s','calendarId':'%s',%s}".formatted(WALTER, calendar, fields);
        return wire.send("POST", "/calendars/events/appointments", body);
    }

    Wire.Answer block(String fields) {
        return wire.send("POST", "/calendars/events/block-slots", "{" + fields + "}");
    }

    boolean offered() {
        return slots(CHECKUPS, "2026-12-01", "2026-12-02", "").contains(SLOT);
    }

    List<String> slots(String calendar, String from, String to, String more) {
        return free(calendar, from, to, more)
                .body()
                .valueStream()
                .flatMap(day -> day.path("slots").valueStream())
                .map(JsonNode::stringValue)
                .toList();
    }

    Wire.Answer free(String calendar, String from, String to, String more) {
        return wire.get("/calendars/%s/free-slots?startDate=%d&endDate=%d%s"
                .formatted(calendar, midnight(from), midnight(to), more));
    }

    static long midnight(String date) {
        return millis(date + "T00:00:00-05:00");
    }

    static long millis(String time) {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }

    static String id(Wire.Answer answer) {
        return answer.body().get("id").stringValue();
    }

    static String first(Wire.Answer answer) {
        JsonNode message = answer.body().get("message");
        return (message.isArray() ? message.get(0) : message).stringValue();
    }

    @Override
    public void close() {
        wire.close();
    }
}
