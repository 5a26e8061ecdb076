package dev.ghlmcp.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void equalsAnotherOfTheSameTextOnly() {
        Secret secret = new Secret("pit-one");

        assertEquals(secret, Secret.of(" pit-one "));
        assertEquals(secret.hashCode(), Secret.of("pit-one").hashCode());
        assertNotEquals(secret, new Secret("pit-two"));
        assertNull(Secret.of(" "));
    }

    @Test
    void tellsSecretsApartByAFingerprintThatStaysAndHoldsNothingOfTheText() {
        Secret secret = new Secret("pit-one");
        String fingerprint = secret.fingerprint();

        assertTrue(fingerprint.matches("[0-9a-f]{16}"), fingerprint);
        assertEquals(fingerprint, secret.fingerprint());
        assertEquals(fingerprint, new Secret("pit-one").fingerprint());
        assertNotEquals(fingerprint, new Secret("pit-two").fingerprint());
    }

    @Test
    void neverShowsItself() {
        assertFalse(("" + new Secret("pit-one")).contains("pit-one"));
    }
}
