package dev.ghlmcp.server.auth;

import dev.ghlmcp.mcp.call.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/// Takes a token as the password of HTTP's Basic authentication too, which is all that some clients know. The name of
/// the user counts for nothing.
///
/// @param bearer decides about the token
public record BasicAuthenticator(Authenticator bearer) implements Authenticator {
    private static final String AUTHORIZATION = "Authorization";
    private static final String BASIC = "basic ";

    @Override
    public Caller admit(String path, UnaryOperator<String> header) throws TokenRefused {
        try {
            return bearer.admit(
                    path, name -> name.equals(AUTHORIZATION) ? token(header.apply(name)) : header.apply(name));
        } catch (TokenRefused e) {
            if (e.challenge == null) {
                throw e;
            }
            String challenge = "Basic realm=\"ghl-mcp\", charset=\"UTF-8\", " + e.challenge;
            throw e.error == null && e.status == 401
                    ? new TokenRefused(401, null, e.getMessage() + ", or Basic with the token as the password")
                            .with(challenge)
                    : e.with(challenge);
        }
    }

    @Override
    public boolean authenticates() {
        return bearer.authenticates();
    }

    @Override
    public List<String> headers() {
        return bearer.headers();
    }

    private static String token(String authorization) {
        String pair = pair(authorization);
        if (pair == null) {
            return authorization;
        }
        String password = pair.substring(pair.indexOf(':') + 1);
        // A token sent as the name is as good as none: the refusal then says where it belongs.
        return password.isEmpty() ? null : "Bearer " + password;
    }

    /// The user name and the password of a header `Authorization`, with a colon between them; null if it is none of
    /// HTTP Basic.
    public static String pair(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            return new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
