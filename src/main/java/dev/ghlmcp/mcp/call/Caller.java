package dev.ghlmcp.mcp.call;

import dev.ghlmcp.highlevel.account.Access;
import java.util.Objects;

/// Who calls a tool.
///
/// @param principal the name in logs and audits
/// @param access    whose account the call works on; decided once, where the caller is recognised
public record Caller(String principal, Access access) {
    public Caller {
        Objects.requireNonNull(access);
    }

    /// The person who started this program.
    public static Caller local(Access own) {
        return new Caller("local", own);
    }
}
