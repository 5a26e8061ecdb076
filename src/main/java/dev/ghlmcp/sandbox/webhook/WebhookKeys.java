package dev.ghlmcp.sandbox.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/// Keys that sign a sandbox's webhooks as HighLevel's sign the real ones. Each sandbox has its own.
///
/// @param ed25519 of `x-ghl-signature`
/// @param rsa     of `x-wh-signature`
record WebhookKeys(KeyPair ed25519, KeyPair rsa) {
    static WebhookKeys create() {
        try {
            return new WebhookKeys(
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair(),
                    KeyPairGenerator.getInstance("RSA").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519 and RSA", e);
        }
    }

    /// As a PEM file has them between its first and last line.
    List<String> published() {
        return List.of(
                text(ed25519.getPublic().getEncoded()), text(rsa.getPublic().getEncoded()));
    }

    String current(byte[] body) {
        return signature("Ed25519", ed25519, body);
    }

    String former(byte[] body) {
        return signature("SHA256withRSA", rsa, body);
    }

    private static String signature(String algorithm, KeyPair keys, byte[] body) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(body);
            return text(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
