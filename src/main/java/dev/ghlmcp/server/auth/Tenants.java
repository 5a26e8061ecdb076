package dev.ghlmcp.server.auth;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.mcp.call.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Maps each principal to the account that it works on.
public final class Tenants {
    private final Map<String, Caller> callers = new HashMap<>();
    private final Access own;
    private final boolean required;

    /// @param accounts by principal
    /// @param own      the server's
    /// @param required refuse a principal without an account here; otherwise it works on the server's
    public Tenants(Map<String, Access> accounts, Access own, boolean required) {
        accounts.forEach((principal, access) -> callers.put(principal, new Caller(principal, access)));
        this.own = own;
        this.required = required;
    }

    /// @param taken whether a name is that of a token of the operator's; its entry then does not apply to a
    ///              principal of the authorization server with the same name
    Caller caller(String principal, Predicate<String> taken) throws TokenRefused {
        Caller caller = callers.get(principal);
        if (caller == null && principal.startsWith(AccessTokens.PREFIX)) {
            String bare = principal.substring(AccessTokens.PREFIX.length());
            Caller named = taken.test(bare) ? null : callers.get(bare);
            caller = named == null ? null : new Caller(principal, named.access());
        }
        if (caller == null && required) {
            throw new TokenRefused(
                    403,
                    null,
                    "No account is set up here for '" + principal
                            + "': ask the operator for an entry under `tenants:`");
        }
        return caller == null ? new Caller(principal, own) : caller;
    }

    /// The account of every caller where the server does not authenticate.
    Caller anybody() throws TokenRefused {
        return caller(Caller.local(own).principal(), _ -> false);
    }
}
