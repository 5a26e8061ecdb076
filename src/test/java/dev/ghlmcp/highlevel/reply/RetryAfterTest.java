package dev.ghlmcp.highlevel.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "7                             | -                             | 7000",
                "0                             | -                             | 0",
                "Fri, 27 Nov 2026 10:00:30 GMT | Fri, 27 Nov 2026 10:00:00 GMT | 30000",
                "Fri, 27 Nov 2026 09:59:00 GMT | Fri, 27 Nov 2026 10:00:00 GMT | 0",
                "soon                          | -                             | -1",
                "-1                            | -                             | -1",
                "-                             | Fri, 27 Nov 2026 10:00:00 GMT | -1"
            })
    void isSecondsOrADate(String retryAfter, String date, long ms) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Retry-After", retryAfter);
        headers.put("Date", date);
        assertEquals(ms, RetryAfter.ms(headers::get));
    }

    @Test
    void aDateWithoutTheAnswersOwnCountsFromNow() {
        String hence = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC));
        long ms = RetryAfter.ms(name -> name.equals("Retry-After") ? hence : null);
        assertTrue(ms > 50_000 && ms <= 60_000, () -> ms + " ms");
    }
}
