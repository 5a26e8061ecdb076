package dev.ghlmcp.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// What stands between secrets and the disk: a line that names the format, then the content, encrypted if there is a
/// key
/// (AES-256-GCM; the key is derived by PBKDF2, because people give words). The line is authenticated with the rest.
public final class Seal {
    /// What OWASP advises for SHA-512; computed once per process.
    private static final int ROUNDS = 210_000;

    private static final int MAX_ROUNDS = 2_000_000;
    private static final int SALT_BYTES = 16;

    private final Secret passphrase;
    private final String plain;
    private final String encrypted;
    private final SecureRandom random = new SecureRandom();

    /// Derived keys by rounds and salt.
    private final ConcurrentMap<String, SecretKeySpec> keys = new ConcurrentHashMap<>();

    private final String mine = " " + ROUNDS + " " + hex(SALT_BYTES);

    /// @param passphrase null to leave the content readable
    /// @param kind       of content, a word: what is closed as one kind does not open as another
    public Seal(Secret passphrase, String kind) {
        this.passphrase = passphrase;
        this.plain = "ghl-mcp-" + kind + " 1 plain";
        this.encrypted = "ghl-mcp-" + kind + " 1 aes-256-gcm pbkdf2-hmac-sha512";
    }

    /// Why something does not open. The message is the part of a sentence that follows the name of the place.
    public static final class SealException extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean keyless;

        SealException(String phrase, boolean keyless) {
            super(phrase);
            this.keyless = keyless;
        }

        /// Whether all it takes is the key.
        public boolean keyless() {
            return keyless;
        }
    }

    /// What may be written.
    public byte[] close(byte[] content) {
        if (passphrase == null) {
            return join(plain, content);
        }
        String nonce = hex(AesGcm.NONCE_BYTES);
        String header = encrypted + mine + " " + nonce;
        try {
            byte[] closed = AesGcm.close(key(header), nonce(header), purpose(header), content);
            return join(header, Base64.getEncoder().withoutPadding().encode(closed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What was closed.
    ///
    /// @throws SealException if this is not what `close` made, whole and with the same key
    public byte[] open(byte[] sealed) throws SealException {
        int end = 0;
        while (end < sealed.length && sealed[end] != '\n') {
            end++;
        }
        String header = new String(sealed, 0, end, StandardCharsets.US_ASCII);
        byte[] rest = end < sealed.length ? Arrays.copyOfRange(sealed, end + 1, sealed.length) : new byte[0];
        if (header.equals(plain)) {
            return rest;
        }
        if (!header.matches(encrypted + " [1-9]\\d{0,7} [0-9a-f]{32} [0-9a-f]{24}")) {
            throw new SealException(
                    plain.startsWith(header) || encrypted.startsWith(header)
                            ? "breaks off at its beginning"
                            : "is not a store of this release of ghl-mcp",
                    false);
        }
        if (passphrase == null) {
            throw new SealException("is encrypted: set GHL_STORE_KEY to the key that it was written with", true);
        }
        try {
            byte[] closed = Base64.getDecoder().decode(rest);
            return AesGcm.open(key(header), nonce(header), purpose(header), closed);
        } catch (AEADBadTagException _) {
            throw new SealException("was written with another GHL_STORE_KEY, or is damaged", false);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new SealException("is damaged or only half written", false);
        }
    }

    private static byte[] purpose(String header) {
        return header.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] nonce(String header) {
        return HexFormat.of().parseHex(header.substring(header.lastIndexOf(' ') + 1));
    }

    private SecretKeySpec key(String header) throws GeneralSecurityException {
        String[] words = header.split(" ", -1);
        String rounds = words[words.length - 3];
        String salt = words[words.length - 2];
        String name = rounds + salt;
        SecretKeySpec known = keys.get(name);
        if (known != null) {
            return known;
        }
        int count = Math.min(Integer.parseInt(rounds), MAX_ROUNDS);
        PBEKeySpec spec =
                new PBEKeySpec(passphrase.value().toCharArray(), HexFormat.of().parseHex(salt), count, 256);
        byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(spec)
                .getEncoded();
        SecretKeySpec key = new SecretKeySpec(derived, "AES");
        keys.put(name, key);
        return key;
    }

    private String hex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    private static byte[] join(String header, byte[] content) {
        byte[] line = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(line, line.length + content.length);
        System.arraycopy(content, 0, whole, line.length, content.length);
        return whole;
    }
}
