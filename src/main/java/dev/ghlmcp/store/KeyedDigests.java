package dev.ghlmcp.store;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names that tell nothing: those of documents are not sealed, and the id of a record is often an e-mail address. Their
/// key is made once and kept in the store, sealed as everything there.
public final class KeyedDigests {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String KIND = "digest-key";
    private static final String NAME = "digests";
    private static final int KEY_BYTES = 32;
    private static final int BYTES = 16;
    private static final int RADIX = 32;

    private final DocumentStore documents;
    private volatile SecretKeySpec key;

    /// @param documents that have such names
    public KeyedDigests(DocumentStore documents) {
        this.documents = documents;
    }

    /// Letters and digits, the same for the same text in this store.
    ///
    /// @param use texts of different uses have different names
    public String of(String use, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            mac.update((use + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, Arrays.copyOf(digest, BYTES)).toString(RADIX);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private SecretKeySpec key() {
        if (key == null) {
            byte[] made = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(made);
            documents.insert(Document.of(KIND, NAME, Base64.getEncoder().encodeToString(made)));
            // Of several processes one has made it.
            byte[] kept =
                    Base64.getDecoder().decode(documents.document(KIND, NAME).body());
            key = new SecretKeySpec(kept, ALGORITHM);
        }
        return key;
    }
}
