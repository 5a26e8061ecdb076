package dev.ghlmcp.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a terminal gets to see of texts that would steer it.
class VisibleOutputTest {
    @Test
    void nothingSteersTheTerminal() {
        assertEquals(
                "a\\u001b]0;title\\u0007 \\u009b2J \\u202egpj.exe \\u2066x\\u2069 \\u061c \\u007f \\u0008",
                shown("a\u001b]0;title\u0007 \u009b2J \u202egpj.exe \u2066x\u2069 \u061c \u007f \u0008"));
    }

    @Test
    void whatPeopleWriteStaysAsItIs() {
        String fine = "Zoë\tØ § Ã £ ا خواهم 中 \u2013 “x” … € 👨‍👩‍👧\r\nnext\n";
        assertEquals(fine, shown(fine));
        assertEquals("over\\u000dwritten\n", shown("over\rwritten\n"));
    }

    @Test
    void jsonMeansTheSame() {
        String text = "\u009b\u202e\u2028Zoë";
        String json = Json.MAPPER.createObjectNode().put("a", text).toString();
        assertEquals(text, Json.MAPPER.readTree(shown(json)).path("a").asString());
    }

    @Test
    void noByteIsLostWhateverComes() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                text.appendCodePoint(
                        random.nextBoolean() ? random.nextInt(0x20, 0x2100) : random.nextInt(0xE000, 0x1FFFF));
            }
            String written = shown(text.toString());
            StringBuilder read = new StringBuilder();
            for (int i = 0; i < written.length(); i++) {
                boolean escape =
                        written.startsWith("\\u", i) && written.substring(i).matches("(?s)\\\\u[0-9a-f]{4}.*");
                read.append(escape ? (char) Integer.parseInt(written.substring(i + 2, i + 6), 16) : written.charAt(i));
                i += escape ? 5 : 0;
            }
            assertEquals(text.toString(), read.toString());
        }
    }

    private static String shown(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = VisibleOutput.of(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        out.print(text);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
