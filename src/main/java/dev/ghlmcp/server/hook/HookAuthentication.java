package dev.ghlmcp.server.hook;

import dev.ghlmcp.server.auth.BasicAuthenticator;
import dev.ghlmcp.sync.SyncAuth;
import dev.ghlmcp.sync.SyncAuth.Kind;
import dev.ghlmcp.webhook.WebhookSecret;
import dev.ghlmcp.webhook.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether the sender of a request has one of the secrets of its sync. No time tells how near a wrong one is.
///
/// @param auth    what the sync asks for
/// @param secrets those of now
record HookAuthentication(SyncAuth auth, List<String> secrets) {
    private static final String AUTHORIZATION = "authorization";
    private static final String BEARER = "bearer ";

    /// Whether it looks at headers only, so that no stranger's body has to be read.
    boolean early() {
        return auth.kind() == Kind.TOKEN || auth.kind() == Kind.BASIC;
    }

    /// @param header the value of a request header, or null
    /// @param body   as it came; not looked at if this is [#early]
    /// @param now    in ms since 1970
    boolean admits(UnaryOperator<String> header, byte[] body, long now) {
        return switch (auth.kind()) {
            case TOKEN -> same(token(header), secrets.stream());
            case BASIC -> basic(header.apply(AUTHORIZATION));
            case HMAC -> signed(header.apply(header()), body);
            case STANDARD_WEBHOOKS ->
                new WebhookSignature(secrets.stream()
                                .map(secret -> WebhookSecret.parse("The secret", secret))
                                .toList())
                        .verifies(
                                header.apply(WebhookSignature.ID),
                                header.apply(WebhookSignature.TIMESTAMP),
                                header.apply(WebhookSignature.SIGNATURE),
                                body,
                                now);
        };
    }

    /// What a sender has to send, as a sentence.
    String advice() {
        return switch (auth.kind()) {
            case TOKEN ->
                auth.header() == null
                        ? "Send the header 'Authorization: Bearer TOKEN' with the token of this hook"
                        : "Send the token of this hook in the header " + auth.header();
            case BASIC -> "Send the user name and password of this hook by HTTP Basic authentication";
            case HMAC ->
                "Send in the header " + header() + " the " + auth.algorithm() + " of the body, byte for byte,"
                        + " in hex or base64, with the secret of this hook";
            case STANDARD_WEBHOOKS ->
                "Sign with the secret of this hook as Standard Webhooks has it (" + WebhookSignature.ID + ", "
                        + WebhookSignature.TIMESTAMP + ", " + WebhookSignature.SIGNATURE
                        + "), at most five minutes from now by this server's clock";
        };
    }

    /// The header `WWW-Authenticate`; null where HTTP has no word for it.
    String challenge() {
        return auth.kind() == Kind.BASIC
                ? "Basic realm=\"ghl-mcp\", charset=\"UTF-8\""
                : auth.kind() == Kind.TOKEN && auth.header() == null ? "Bearer realm=\"ghl-mcp\"" : null;
    }

    /// The headers that a mapping is not shown.
    Set<String> credentials() {
        return Stream.of(AUTHORIZATION, header(), WebhookSignature.SIGNATURE).collect(Collectors.toSet());
    }

    private String header() {
        return auth.header() == null ? AUTHORIZATION : auth.header().toLowerCase(Locale.ROOT);
    }

    private String token(UnaryOperator<String> header) {
        String value = header.apply(header());
        boolean bearer = value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? value.substring(BEARER.length()).strip() : auth.header() == null ? null : value;
    }

    private boolean basic(String authorization) {
        String pair = BasicAuthenticator.pair(authorization);
        return pair != null && same(pair, secrets.stream().map(secret -> auth.user() + ":" + secret));
    }

    /// All are compared, and by digests, as their lengths must not tell.
    private static boolean same(String given, Stream<String> right) {
        byte[] digest = digest(given == null ? "" : given.strip());
        return right.map(one -> MessageDigest.isEqual(digest(one), digest)).reduce(false, Boolean::logicalOr);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private boolean signed(String value, byte[] body) {
        return value != null
                && secrets.stream()
                        .map(secret -> mac(secret, body))
                        .map(right -> MessageDigest.isEqual(right, signature(value.strip(), right.length)))
                        .reduce(false, Boolean::logicalOr);
    }

    private byte[] mac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(auth.algorithm());
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), auth.algorithm()));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(auth.algorithm(), e);
        }
    }

    /// In hex or base64, of which the length tells the one from the other, and after a prefix such as `sha256=`.
    private static byte[] signature(String value, int bytes) {
        String text = value.replaceFirst("^[A-Za-z]\\w{1,9}=(?=.)", "");
        try {
            return text.length() == 2 * bytes
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
