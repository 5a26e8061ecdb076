package dev.ghlmcp.store;

import dev.ghlmcp.secret.AesGcm;
import dev.ghlmcp.secret.Seal;
import dev.ghlmcp.secret.Seal.SealException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts events, and what is watched, with a key of the store's own, which is stored under the person's seal:
/// deriving a key from words takes long, and every process would have to do it for the events of every other.
public final class EventSeal {
    private static final int KEY_BYTES = 32;
    private static final byte PLAIN = 0;
    private static final byte SEALED = 1;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /// @param key null to leave events readable
    private EventSeal(byte[] key) {
        this.key = key == null ? null : new SecretKeySpec(key, "AES");
    }

    /// The name of the content that a store's key is, for [Seal].
    public static final String KIND = "events";

    /// A new key under a seal.
    public static byte[] create(Seal seal) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return seal.close(key);
    }

    /// The seal with a store's key.
    ///
    /// @param stored what [#create] made; null for a store that was made without
    /// @param store  its name, as the beginning of a sentence
    /// @throws StoreException if the seal does not open it
    public static EventSeal of(Seal seal, byte[] stored, String store) {
        try {
            return new EventSeal(stored == null ? null : seal.open(stored));
        } catch (SealException e) {
            throw new StoreException(store + " " + e.getMessage()
                    + ". It was left as it is; store.file (GHL_STORE_FILE) names another.");
        }
    }

    /// What may be stored.
    ///
    /// @param place where the text is kept: it opens nowhere else
    public byte[] close(String place, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (key == null) {
            return ByteBuffer.allocate(content.length + 1)
                    .put(PLAIN)
                    .put(content)
                    .array();
        }
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] closed = AesGcm.close(key, nonce, place.getBytes(StandardCharsets.UTF_8), content);
            return ByteBuffer.allocate(1 + nonce.length + closed.length)
                    .put(SEALED)
                    .put(nonce)
                    .put(closed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether something can be read without a key.
    ///
    /// @param stored what [#close] made
    public static boolean readable(byte[] stored) {
        return stored.length > 0 && stored[0] != SEALED;
    }

    /// What was closed.
    ///
    /// @param stored what [#close] made, or a text as earlier releases stored it
    public String open(String place, byte[] stored) {
        if (stored.length == 0 || (stored[0] != PLAIN && stored[0] != SEALED)) {
            return new String(stored, StandardCharsets.UTF_8);
        }
        byte[] content = Arrays.copyOfRange(stored, 1, stored.length);
        if (stored[0] == SEALED) {
            if (key == null) {
                throw new StoreException("The store has got a key since this program opened it: set GHL_STORE_KEY and"
                        + " start the program again");
            }
            byte[] nonce = Arrays.copyOf(content, AesGcm.NONCE_BYTES);
            byte[] closed = Arrays.copyOfRange(content, AesGcm.NONCE_BYTES, content.length);
            try {
                content = AesGcm.open(key, nonce, place.getBytes(StandardCharsets.UTF_8), closed);
            } catch (GeneralSecurityException e) {
                throw new StoreException("An event in the store is damaged, or was moved from another place in it", e);
            }
        }
        return new String(content, StandardCharsets.UTF_8);
    }
}
