package dev.ghlmcp.store;

import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names that tell nothing: those of documents are not sealed, and the id of a record is often an e-mail address. Their
/// key is made once and kept in the store, sealed as everything there. Who empties the store takes the key away: a
/// process that runs puts its own back, and takes that of another which was faster. Thread-safe.
public final class KeyedDigests {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String KIND = "digest-key";
    private static final String NAME = "digests";
    private static final int KEY_BYTES = 32;
    private static final int BYTES = 16;
    private static final int RADIX = 32;

    private final DocumentStore documents;
    private final PrintStream err;
    private volatile SecretKeySpec key;

    /// @param documents that have such names
    public KeyedDigests(DocumentStore documents) {
        this(documents, System.err);
    }

    /// @param err is told that the store was emptied
    KeyedDigests(DocumentStore documents, PrintStream err) {
        this.documents = documents;
        this.err = err;
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

    /// Asks the store whether its key is still the one of the names that were made. It has a key afterwards.
    ///
    /// @return false if those names are not the store's any more: they have to be made again
    public boolean current() {
        SecretKeySpec used = key();
        if (used.equals(stored())) {
            return true;
        }
        synchronized (this) {
            SecretKeySpec found = stored();
            if (!key.equals(found)) {
                key = found == null ? offer(key.getEncoded()) : found;
                err.println("ghl-mcp: the store was emptied while this program ran. Syncs know no record any more and"
                        + " would create each again: docs/syncs.md, \"When the store is lost\", says what to do");
            }
            return key.equals(used);
        }
    }

    private SecretKeySpec key() {
        if (key == null) {
            synchronized (this) {
                if (key == null) {
                    byte[] made = new byte[KEY_BYTES];
                    new SecureRandom().nextBytes(made);
                    key = offer(made);
                }
            }
        }
        return key;
    }

    /// Gives the store a key unless it has one.
    ///
    /// @return the one that it has: of several processes one was first
    private SecretKeySpec offer(byte[] offered) {
        SecretKeySpec found = null;
        while (found == null) {
            documents.insert(Document.of(KIND, NAME, Base64.getEncoder().encodeToString(offered)));
            found = stored();
        }
        return found;
    }

    /// Null if there is none.
    private SecretKeySpec stored() {
        Document stored = documents.document(KIND, NAME);
        return stored == null ? null : new SecretKeySpec(Base64.getDecoder().decode(stored.body()), ALGORITHM);
    }
}
