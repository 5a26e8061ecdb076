package dev.ghlmcp.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vectors are those of the libraries of standard-webhooks/standard-webhooks.
class WebhookSignatureTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final long SECONDS = 1614265330;
    private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final WebhookSecret secret = WebhookSecret.parse("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private final WebhookSignature signature = new WebhookSignature(List.of(secret));

    @Test
    void signsThePublishedVector() {
        assertEquals(SIGNED, signature.sign(ID, SECONDS, BODY));
        assertTrue(verifies(Long.toString(SECONDS), SIGNED, 0));
    }

    @Test
    void acceptsOneOfSeveralSignatures() {
        String wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
        assertTrue(verifies(Long.toString(SECONDS), String.join(" ", wrong, wrong.replace("v1", "v2"), SIGNED), 0));
        assertFalse(verifies(Long.toString(SECONDS), wrong + " " + SIGNED.replace("v1,", "v2,"), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1,dawfeoifkpqwoekfpqoekf", "v1,g0hM9SsE", "v1,", "", "g0hM9SsE+OTPJTGt"})
    void refusesOtherSignatures(String given) {
        assertFalse(verifies(Long.toString(SECONDS), given, 0));
    }

    @Test
    void refusesWhatIsMissingOrOutOfTime() {
        assertFalse(signature.verifies(null, Long.toString(SECONDS), SIGNED, BODY, SECONDS * 1000));
        assertFalse(verifies(null, SIGNED, 0));
        assertFalse(verifies("hello", SIGNED, 0));
        assertFalse(verifies(Long.toString(SECONDS), null, 0));
        assertTrue(verifies(Long.toString(SECONDS), SIGNED, 300));
        assertFalse(verifies(Long.toString(SECONDS), SIGNED, 301));
        assertFalse(verifies(Long.toString(SECONDS), SIGNED, -301));
    }

    @Test
    void whileASecretRotatesBothVerify() {
        WebhookSecret next = WebhookSecret.random();
        String signed = new WebhookSignature(List.of(next, secret)).sign(ID, SECONDS, BODY);

        assertEquals(2, signed.split(" ").length);
        assertTrue(verifies(Long.toString(SECONDS), signed, 0));
        assertTrue(
                new WebhookSignature(List.of(next)).verifies(ID, Long.toString(SECONDS), signed, BODY, SECONDS * 1000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_",
                "whsec_c2hvcnQ=",
                "whsec_not base64 at all, though it is long enough",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void refusesSecretsOfAnotherForm(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> WebhookSecret.parse("HOOK_SECRET", text));
        assertTrue(refused.getMessage().startsWith("HOOK_SECRET must be whsec_"), refused.getMessage());
        assertFalse(text.length() > 6 && refused.getMessage().contains(text), refused.getMessage());
    }

    @Test
    void aSecretShowsItselfToNobody() {
        assertEquals("***", secret.toString());
        assertFalse(signature.toString().contains("MfKQ9r8"));
    }

    private boolean verifies(String timestamp, String signatures, long secondsLater) {
        return signature.verifies(ID, timestamp, signatures, BODY, (SECONDS + secondsLater) * 1000);
    }
}
