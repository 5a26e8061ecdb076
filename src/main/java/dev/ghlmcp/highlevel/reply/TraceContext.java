package dev.ghlmcp.highlevel.reply;

import java.util.regex.Pattern;

/// The W3C trace that a client's request belongs to. It is passed on as it came: this program is no part of it.
///
/// @param parent the header `traceparent`
/// @param state  the header `tracestate`, or null
public record TraceContext(String parent, String state) {
    /// Of the request that this thread works on; not bound if it is part of no trace.
    public static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

    private static final Pattern PARENT = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");
    private static final int ID_START = 3;
    private static final int ID_END = 35;

    /// From what a client sent.
    ///
    /// @return null if that is no trace
    public static TraceContext of(String parent, String state) {
        if (parent == null || !PARENT.matcher(parent).matches()) {
            return null;
        }
        return new TraceContext(parent, state != null && STATE.matcher(state).matches() ? state : null);
    }

    /// The trace's id.
    public String id() {
        return parent.substring(ID_START, ID_END);
    }
}
