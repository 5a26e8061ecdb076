package dev.ghlmcp.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StackTracesTest {
    private final Throwable failure =
            new IllegalStateException("ann@example.com", new IllegalArgumentException("pit-secret"));

    @Test
    void aTraceHasClassesAndFramesAndNoMessages() {
        String text = StackTraces.text(failure);
        assertTrue(text.startsWith("java.lang.IllegalStateException" + System.lineSeparator() + "\tat "), text);
        assertTrue(text.contains("Caused by: java.lang.IllegalArgumentException" + System.lineSeparator()), text);
        assertFalse(text.contains("ann@"), text);
        assertFalse(text.contains("pit-"), text);
    }

    @Test
    void withoutTheSwitchOneLineIsAll() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StackTraces.report(new PrintStream(bytes, true, StandardCharsets.UTF_8), "it failed", failure);
        assertEquals("ghl-mcp: it failed" + System.lineSeparator(), bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aCauseThatIsItsOwnEndsTheTrace() {
        Throwable first = new IllegalStateException("a");
        first.initCause(new IllegalStateException("b", first));
        assertEquals(1, StackTraces.text(first).split("Caused by", -1).length - 1);
    }
}
