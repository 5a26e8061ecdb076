package dev.ghlmcp.server.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/// Webhooks as HighLevel signs them, by a key of the test's.
final class SignedWebhooks {
    private SignedWebhooks() {}

    /// Of a request.
    record Header(String name, String value) {}

    static String webhook(String id, String timestamp) {
        return "{\"type\":\"ContactUpdate\",\"locationId\":\"loc\",\"id\":\"ada\",\"email\":\"ada@example.com\","
                + "\"timestamp\":\"" + timestamp + "\",\"webhookId\":\"" + id + "\"}";
    }

    static Header signed(String name, String algorithm, PrivateKey key, String body) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(body.getBytes(StandardCharsets.UTF_8));
            return new Header(name, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair keys(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(KeyPair keys) {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }
}
