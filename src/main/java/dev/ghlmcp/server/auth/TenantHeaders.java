package dev.ghlmcp.server.auth;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.account.TokenNames;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The headers by which a request works on another account than its principal's (`X-GHL-Token`), or on one sub-account
/// only (`X-GHL-Location`). The sub-account must be one that the principal may touch.
final class TenantHeaders {
    private static final String TOKEN = "X-GHL-Token";
    private static final TokenNames NAMES = new TokenNames("the header " + TOKEN, "the header " + TOKEN);
    private static final String LOCATION = "X-GHL-Location";
    private static final Pattern ONE_TOKEN = Pattern.compile("[\\x21-\\x7e&&[^,]]{8,4096}");
    private static final int MARK_BYTES = 6;

    private final boolean allowed;
    private final SecretKeySpec key;

    /// @param allowed whether the operator switched them on
    TenantHeaders(boolean allowed) {
        this.allowed = allowed;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /// Whether they are switched on.
    boolean allowed() {
        return allowed;
    }

    /// Those that are heeded.
    List<String> names() {
        return allowed ? List.of(TOKEN, LOCATION) : List.of();
    }

    Caller narrow(Caller caller, UnaryOperator<String> header) throws TokenRefused {
        String token = header.apply(TOKEN);
        String location = header.apply(LOCATION);
        if (token == null && location == null) {
            return caller;
        }
        if (!allowed) {
            throw new TokenRefused(
                    403,
                    null,
                    TOKEN + " and " + LOCATION + " are off; the setting http.tenant-headers switches them on");
        }
        if (location == null) {
            throw new TokenRefused(
                    400, null, TOKEN + " needs " + LOCATION + ", the id of the sub-account that the token opens");
        }
        Access access = caller.access();
        AccountLocations one = one(access.locations(), location);
        if (token == null) {
            return new Caller(caller.principal(), new Access(access.credentials(), one, access.companyId()));
        }
        if (!ONE_TOKEN.matcher(token).matches()) {
            throw new TokenRefused(400, null, TOKEN + " must hold one token of HighLevel");
        }
        // State of a caller, such as a session, must not pass to a caller with another token.
        return new Caller(
                caller.principal() + "#" + mark(token),
                new Access(new FixedTokens(new Secret(token), null, one.standard(), NAMES), one, null));
    }

    private static AccountLocations one(AccountLocations all, String location) throws TokenRefused {
        try {
            AccountLocations one = all.narrowed(List.of(location));
            return new AccountLocations(one.allowed().iterator().next(), one.names(), one.allowed());
        } catch (IllegalArgumentException _) {
            throw new TokenRefused(403, null, LOCATION + " must be a sub-account that you may touch here");
        }
    }

    /// Tells tokens apart without telling anything of them.
    private String mark(String token) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)), 0, MARK_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
