package dev.ghlmcp.highlevel.request;

import java.util.function.Supplier;

/// What one call of a tool has sent so far: all attempts of all its requests, as far as they left this machine.
public final class SentRequests {
    private static final ScopedValue<SentRequests> CURRENT = ScopedValue.newInstance();

    private int count;
    private String last = "";
    private boolean doubtful;

    /// Counts what is sent meanwhile.
    public static <T> T counting(Supplier<T> call) {
        return ScopedValue.where(CURRENT, new SentRequests()).call(call::get);
    }

    /// Of the call that this thread works on; nothing outside of one.
    public static SentRequests current() {
        return CURRENT.isBound() ? CURRENT.get() : new SentRequests();
    }

    /// An attempt goes out on a connection.
    public void left() {
        count++;
        last = "did not answer";
    }

    /// The last attempt has ended.
    ///
    /// @param status that came, or 0 if none did
    public void ended(String method, int status) {
        if (status != 0) {
            last = "answered " + status;
        }
        doubtful |= !method.equals("GET") && (status < 400 || status > 499);
    }

    /// The begin of a sentence that says why nothing (more) was sent.
    ///
    /// @param reads the call changes nothing, whatever its requests look like
    public String notSent(boolean reads) {
        if (count == 0) {
            return "Nothing was sent";
        }
        return (count == 1
                        ? "1 request was sent, which HighLevel "
                        : count + " requests were sent, the last of which" + " HighLevel ")
                + last
                + (doubtful && !reads ? ", and a change may have been made" : ", and nothing was changed")
                + "; no other was sent";
    }
}
