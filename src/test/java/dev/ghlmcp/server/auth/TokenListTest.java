package dev.ghlmcp.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Tokens that the operator gave out.
class TokenListTest {
    private static final String ANNA = "anna-token-0123456789abcdef";
    private static final String BOB = "bob+token/0123456789abcdef==";

    @Test
    void eachTokenNamesItsPrincipalAndNothingElseDoes() {
        TokenList tokens = list("# clients\n\nanna@example.com: " + ANNA + "\r\nurn:bob:1 " + BOB
                + "\nanna@example.com:" + ANNA + "2\n");
        assertEquals("anna@example.com", tokens.principal(ANNA, "/mcp"));
        assertEquals(
                "anna@example.com", tokens.principal(ANNA + "2", "/mcp"), "an old and a new one, while they change");
        assertEquals("urn:bob:1", tokens.principal(BOB, "/mcp"));
        for (String wrong :
                new String[] {ANNA + "3", ANNA.substring(1), "", "anna@example.com", "ANNA" + ANNA.substring(4)}) {
            assertNull(tokens.principal(wrong, "/mcp"), wrong);
        }
    }

    @Test
    void aListThatCannotBeUsedIsRefusedByLineWithoutRepeatingIt() {
        Map.of(
                        "anna: short-token-0123456789",
                        "line 1, has a token shorter",
                        "\nanna",
                        "line 2, must be",
                        ANNA,
                        "line 1, must be",
                        "anna: " + ANNA + " more",
                        "line 1, must be",
                        "anna: " + ANNA + "ä",
                        "line 1, must be",
                        "a: " + ANNA + "\nb: " + ANNA,
                        "line 2, has a token that stands above",
                        "# nothing",
                        "holds no token")
                .forEach((text, why) -> {
                    String message = assertThrows(IllegalArgumentException.class, () -> list(text), text)
                            .getMessage();
                    assertTrue(message.startsWith("tokens.txt") && message.contains(why), message);
                    assertFalse(message.contains("0123456789"), message);
                });
    }

    @Test
    void aChangedListCountsSoonAndABrokenOneDoesNot() {
        AtomicReference<String> text = new AtomicReference<>("anna: " + ANNA);
        AtomicReference<Integer> reads = new AtomicReference<>(0);
        TokenList tokens = new TokenList(
                () -> {
                    reads.updateAndGet(count -> count + 1);
                    return text.get();
                },
                "tokens.txt");
        text.set("bob: " + BOB);
        Await.until("the new token", () -> tokens.principal(BOB, "/mcp") != null);
        assertNull(tokens.principal(ANNA, "/mcp"));
        text.set("broken");
        int before = reads.get();
        assertTimeoutPreemptively(Duration.ofSeconds(15), () -> {
            while (reads.get() == before) {
                assertEquals("bob", tokens.principal(BOB, "/mcp"));
            }
        });
        assertEquals("bob", tokens.principal(BOB, "/mcp"));
    }

    private static TokenList list(String text) {
        return new TokenList(() -> text, "tokens.txt");
    }
}
