package dev.ghlmcp.secret;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// AES-GCM (NIST SP 800-38D): nobody without the key reads or changes what it closed, nor uses it for another purpose.
public final class AesGcm {
    /// Bytes of a nonce, which no two contents under one key may share.
    public static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private AesGcm() {}

    /// Encrypts.
    ///
    /// @param purpose that has to be the same when it is opened; not part of the answer
    public static byte[] close(SecretKey key, byte[] nonce, byte[] purpose, byte[] content)
            throws GeneralSecurityException {
        return crypt(Cipher.ENCRYPT_MODE, key, nonce, purpose, content);
    }

    /// Decrypts.
    ///
    /// @throws javax.crypto.AEADBadTagException if it was closed with another key or for another purpose
    public static byte[] open(SecretKey key, byte[] nonce, byte[] purpose, byte[] closed)
            throws GeneralSecurityException {
        return crypt(Cipher.DECRYPT_MODE, key, nonce, purpose, closed);
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] nonce, byte[] purpose, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose);
        return cipher.doFinal(input);
    }
}
