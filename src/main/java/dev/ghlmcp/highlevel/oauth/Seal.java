package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.secret.AesGcm;
import dev.ghlmcp.secret.Secret;
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

/// The file format of stored tokens: a line that names the format, then the content, encrypted if there is a key
/// (AES-256-GCM). PBKDF2 derives the key, because people choose words. The line is authenticated with the content.
public final class Seal {
    private static final String PLAIN = "ghl-mcp-tokens 1 plain";
    private static final String ENCRYPTED = "ghl-mcp-tokens 1 aes-256-gcm pbkdf2-hmac-sha512";

    /// The number of rounds that OWASP recommends for SHA-512; the key is derived once per process.
    private static final int ROUNDS = 210_000;

    private static final int MAX_ROUNDS = 2_000_000;
    private static final int SALT_BYTES = 16;

    private final Secret passphrase;
    private final SecureRandom random = new SecureRandom();

    /// Derived keys by rounds and salt.
    private final ConcurrentMap<String, SecretKeySpec> keys = new ConcurrentHashMap<>();

    private final String mine = " " + ROUNDS + " " + hex(SALT_BYTES);

    /// @param passphrase null to leave the content readable
    public Seal(Secret passphrase) {
        this.passphrase = passphrase;
    }

    byte[] close(byte[] content) {
        if (passphrase == null) {
            return join(PLAIN, content);
        }
        String nonce = hex(AesGcm.NONCE_BYTES);
        String header = ENCRYPTED + mine + " " + nonce;
        try {
            byte[] closed = AesGcm.close(key(header), nonce(header), purpose(header), content);
            return join(header, Base64.getEncoder().withoutPadding().encode(closed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param where names the store in messages
    /// @throws CredentialsException if this is not what `close` made, whole and with the same key
    byte[] open(byte[] sealed, String where) throws CredentialsException {
        int end = 0;
        while (end < sealed.length && sealed[end] != '\n') {
            end++;
        }
        String header = new String(sealed, 0, end, StandardCharsets.US_ASCII);
        byte[] rest = end < sealed.length ? Arrays.copyOfRange(sealed, end + 1, sealed.length) : new byte[0];
        if (header.equals(PLAIN)) {
            return rest;
        }
        if (!header.matches(ENCRYPTED + " [1-9]\\d{0,7} [0-9a-f]{32} [0-9a-f]{24}")) {
            throw refused(
                    where,
                    PLAIN.startsWith(header) || ENCRYPTED.startsWith(header)
                            ? "breaks off at its beginning"
                            : "is not a token store of this release of ghl-mcp");
        }
        if (passphrase == null) {
            throw new CredentialsException(
                    where + " is encrypted: set GHL_STORE_KEY to the key that it was written with.");
        }
        try {
            byte[] closed = Base64.getDecoder().decode(rest);
            return AesGcm.open(key(header), nonce(header), purpose(header), closed);
        } catch (AEADBadTagException _) {
            throw refused(where, "was written with another GHL_STORE_KEY, or is damaged");
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw refused(where, "is damaged or only half written");
        }
    }

    static CredentialsException refused(String where, String what) {
        return new CredentialsException(where + " " + what + ". It was left as it is. Put it right or move it away and "
                + "run `ghl-mcp auth login`, or name another store by auth.store (GHL_AUTH_STORE).");
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
