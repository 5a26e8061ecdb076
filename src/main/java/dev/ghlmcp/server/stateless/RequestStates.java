package dev.ghlmcp.server.stateless;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.secret.AesGcm;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Seals what has to travel through the client from one round of a request to the next, so that it comes back as it
/// was, for the request that it was made for, in time, and once. Thread-safe.
public final class RequestStates {
    /// How long a person may think about a question.
    public static final Duration LIFE = Duration.ofMinutes(10);

    /// States that were used and have not expired; of more, the oldest are not remembered but refused.
    static final int MAX_USED = 100_000;

    private static final int MAX = 1 << 18;
    private static final int HEAD = AesGcm.NONCE_BYTES + Long.BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKey key;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<ByteBuffer, Long> used = new LinkedHashMap<>();
    private long forgotten = Long.MIN_VALUE;

    /// @param key of AES
    public RequestStates(SecretKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /// With a key that is gone when this process ends.
    public static RequestStates ofThisProcess() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new RequestStates(new SecretKeySpec(key, "AES"), InstantSource.system());
    }

    /// @param purpose what it is made for
    String close(byte[] purpose, JsonNode content) {
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head =
                ByteBuffer.allocate(HEAD).put(nonce).putLong(clock.millis()).array();
        try {
            byte[] closed = AesGcm.close(key, nonce, bound(head, purpose), Json.MAPPER.writeValueAsBytes(content));
            return ENCODER.encodeToString(ByteBuffer.allocate(HEAD + closed.length)
                    .put(head)
                    .put(closed)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @throws io.modelcontextprotocol.spec.McpError if it is not what `close` made for this purpose lately, or was
    /// used
    JsonNode open(byte[] purpose, String state) {
        try {
            byte[] sealed = decoded(state);
            byte[] head = Arrays.copyOf(sealed, HEAD);
            byte[] nonce = Arrays.copyOf(sealed, AesGcm.NONCE_BYTES);
            byte[] closed = Arrays.copyOfRange(sealed, HEAD, sealed.length);
            byte[] content = AesGcm.open(key, nonce, bound(head, purpose), closed);
            use(ByteBuffer.wrap(nonce), ByteBuffer.wrap(head).getLong(AesGcm.NONCE_BYTES));
            return Json.MAPPER.readTree(content);
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException _) {
            throw ProtocolErrors.invalid(
                    "requestState must be the one that came with the question, sent unchanged and with the"
                            + " same params; send the request without it to be asked again");
        }
    }

    private static byte[] decoded(String state) {
        byte[] sealed =
                state.length() > MAX ? new byte[0] : Base64.getUrlDecoder().decode(state);
        // The decoder forgives bits that are left over, by which one state could be written in several ways.
        if (sealed.length < HEAD || !ENCODER.encodeToString(sealed).equals(state)) {
            throw new IllegalArgumentException();
        }
        return sealed;
    }

    private synchronized void use(ByteBuffer nonce, long made) {
        long oldest = clock.millis() - LIFE.toMillis();
        Iterator<Long> eldest = used.values().iterator();
        for (long next = Long.MIN_VALUE; eldest.hasNext() && next < oldest; ) {
            next = eldest.next();
            if (next < oldest) {
                eldest.remove();
            }
        }
        if (made < oldest || made <= forgotten) {
            throw ProtocolErrors.invalid("requestState has expired; send the request without it to be asked again");
        }
        if (used.putIfAbsent(nonce, made) != null) {
            throw ProtocolErrors.invalid("requestState was used before; send the request without it to be asked again");
        }
        if (used.size() > MAX_USED) {
            Iterator<Long> first = used.values().iterator();
            forgotten = Math.max(forgotten, first.next());
            first.remove();
        }
    }

    private static byte[] bound(byte[] head, byte[] purpose) {
        return ByteBuffer.allocate(head.length + purpose.length)
                .put(head)
                .put(purpose)
                .array();
    }
}
