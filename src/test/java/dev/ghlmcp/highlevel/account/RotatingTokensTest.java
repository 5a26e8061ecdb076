package dev.ghlmcp.highlevel.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// HighLevel's tokens, replaced in their files while the program runs.
class RotatingTokensTest {
    private static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(5));

    private final AtomicReference<String> file = new AtomicReference<>("pit-old");
    private final RotatingTokens tokens = new RotatingTokens(() -> {
        if (file.get().equals("broken")) {
            throw new IllegalArgumentException("The file cannot be read");
        }
        return new FixedTokens(Secret.of(file.get()), null, "loc1");
    });

    @Test
    void aNewTokenIsUsedSoonAndTheFormerOneStaysMasked() {
        assertEquals("pit-old", token());
        file.set("pit-new");
        Await.until("the new token", () -> token().equals("pit-new"));
        assertEquals(List.of(new Secret("pit-new"), new Secret("pit-old")), tokens.secrets());
    }

    @Test
    void aRefusedTokenIsReadAgainAtOnce() {
        assertFalse(tokens.renew(TokenClass.SUB_ACCOUNT, "loc1", new Secret("pit-old"), DEADLINE));
        file.set("pit-new");
        assertTrue(tokens.renew(TokenClass.SUB_ACCOUNT, "loc1", new Secret("pit-old"), DEADLINE));
        assertEquals("pit-new", token());
        assertFalse(tokens.renew(TokenClass.AGENCY, "loc1", new Secret("pit-agency"), DEADLINE));
    }

    @Test
    void aFileThatIsBeingWrittenTakesNoTokenAway() {
        for (String half : List.of("broken", "", " \n")) {
            file.set(half);
            assertFalse(tokens.renew(TokenClass.SUB_ACCOUNT, "loc1", new Secret("pit-old"), DEADLINE));
            assertEquals("pit-old", token());
        }
        file.set("pit-new");
        assertTrue(tokens.renew(TokenClass.SUB_ACCOUNT, "loc1", new Secret("pit-old"), DEADLINE));
    }

    @Test
    void aFileThatCannotBeReadFromTheBeginningIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new RotatingTokens(() -> {
                    throw new IllegalArgumentException("none");
                }));
    }

    private String token() {
        return tokens.token(TokenClass.SUB_ACCOUNT, "loc1", DEADLINE).value();
    }
}
