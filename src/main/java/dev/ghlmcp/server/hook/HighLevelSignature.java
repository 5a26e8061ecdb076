package dev.ghlmcp.server.hook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Whether HighLevel has signed a webhook, over the bytes of its body. There are two signatures: `x-ghl-signature` by
/// Ed25519, and the older `x-wh-signature` by RSA, which is ending. As HighLevel's guide has it, the first decides
/// where
/// it is there, and the second where it is not.
///
/// @param ed25519 keys of the first
/// @param rsa     keys of the second
public record HighLevelSignature(List<PublicKey> ed25519, List<PublicKey> rsa) {
    /// The headers.
    public static final String CURRENT = "x-ghl-signature";

    public static final String FORMER = "x-wh-signature";

    /// Stands for HighLevel's own keys.
    private static final String HIGHLEVEL = "highlevel";

    /// As it publishes them: marketplace.gohighlevel.com/docs/webhook/WebhookIntegrationGuide, and
    /// docs/oauth/WebhookAuthentication.md of GoHighLevel/highlevel-api-docs.
    private static final List<String> PUBLISHED =
            List.of("MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=", """
            MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAokvo/r9tVgcfZ5DysOSC
            Frm602qYV0MaAiNnX9O8KxMbiyRKWeL9JpCpVpt4XHIcBOK4u3cLSqJGOLaPuXw6
            dO0t6Q/ZVdAV5Phz+ZtzPL16iCGeK9po6D6JHBpbi989mmzMryUnQJezlYJ3DVfB
            csedpinheNnyYeFXolrJvcsjDtfAeRx5ByHQmTnSdFUzuAnC9/GepgLT9SM4nCpv
            uxmZMxrJt5Rw+VUaQ9B8JSvbMPpez4peKaJPZHBbU3OdeCVx5klVXXZQGNHOs8gF
            3kvoV5rTnXV0IknLBXlcKKAQLZcY/Q9rG6Ifi9c+5vqlvHPCUJFT5XUGG5RKgOKU
            J062fRtN+rLYZUV+BjafxQauvC8wSWeYja63VSUruvmNj8xkx2zE/Juc+yjLjTXp
            IocmaiFeAO6fUtNjDeFVkhf5LNb59vECyrHD2SQIrhgXpO4Q3dVNA5rw576PwTzN
            h/AMfHKIjE4xQA1SZuYJmNnmVZLIZBlQAF9Ntd03rfadZ+yDiOXCCs9FkHibELhC
            HULgCsnuDJHcrGNd5/Ddm5hxGQ0ASitgHeMZ0kcIOwKDOzOU53lDza6/Y09T7sYJ
            PQe7z0cvj7aE4B+Ax1ZoZGPzpJlZtGXCsu9aTEGEnKzmsFqwcSsnw3JB31IGKAyk
            T1hhTiaCeIY/OwwwNUY2yvcCAwEAAQ==
            """);

    /// Reads keys.
    ///
    /// @param keys `highlevel` for HighLevel's own, or public keys as they are in a PEM file, with or without its
    ///             first and last line
    /// @throws IllegalArgumentException with the rest of a sentence if one cannot be read
    public static HighLevelSignature of(List<String> keys) {
        HighLevelSignature signature = new HighLevelSignature(new ArrayList<>(), new ArrayList<>());
        for (String key : keys) {
            if (key.equals(HIGHLEVEL)) {
                PUBLISHED.forEach(signature::add);
            } else {
                signature.add(key);
            }
        }
        return signature;
    }

    private void add(String key) {
        String base64 = key.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s+|\\\\n", "");
        try {
            X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
            if (!add("Ed25519", spec, ed25519) && !add("RSA", spec, rsa)) {
                throw new IllegalArgumentException("no key");
            }
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "lists public keys, of Ed25519 or RSA, as a PEM file has them between its"
                            + " first and last line, or " + HIGHLEVEL + " for HighLevel's own; this is none: '"
                            + key.substring(0, Math.min(20, key.length())) + "'");
        }
    }

    private static boolean add(String algorithm, X509EncodedKeySpec spec, List<PublicKey> keys) {
        try {
            return keys.add(KeyFactory.getInstance(algorithm).generatePublic(spec));
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /// Checks a webhook.
    ///
    /// @param body    as it came
    /// @param current the value of [#CURRENT], or null
    /// @param former  the value of [#FORMER], or null
    /// @return null if HighLevel has signed it, else a sentence
    String refusal(byte[] body, String current, String former) {
        if (there(current)) {
            return refusal(body, CURRENT, current, "Ed25519", ed25519);
        }
        if (there(former)) {
            return refusal(body, FORMER, former, "SHA256withRSA", rsa);
        }
        return "The webhook is not signed: there is no " + CURRENT
                + ". HighLevel signs those of a Marketplace app; those"
                + " of a workflow (Custom Webhook) are not signed and ring no bell";
    }

    /// HighLevel also sends the words "N/A".
    private static boolean there(String signature) {
        return signature != null && !signature.isBlank() && !signature.strip().equalsIgnoreCase("N/A");
    }

    private static String refusal(byte[] body, String header, String value, String algorithm, List<PublicKey> keys) {
        if (keys.isEmpty()) {
            return "hooks.highlevel-keys has no key for " + header;
        }
        try {
            byte[] signed = Base64.getDecoder().decode(value.strip());
            for (PublicKey key : keys) {
                if (verified(algorithm, key, body, signed)) {
                    return null;
                }
            }
        } catch (IllegalArgumentException _) {
            // No base64.
        }
        return "The " + header + " is not HighLevel's for this body. A proxy in between must pass the body on byte for"
                + " byte; other keys than HighLevel's are named by hooks.highlevel-keys (GHL_HOOKS_HIGHLEVEL_KEYS)";
    }

    private static boolean verified(String algorithm, PublicKey key, byte[] body, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(key);
            signature.update(body);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
