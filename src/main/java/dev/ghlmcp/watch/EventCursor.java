package dev.ghlmcp.watch;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.text.Excerpt;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How far a reader of a watch is: it has had all events up to this one. A watch that was ended, or whose store was
/// lost, begins anew with the same id and the same numbers, so a number alone does not say which event it is of.
///
/// @param watch its id
/// @param made  when the watch was entered that it is of, in ms since 1970; 0 if that is not known, as earlier releases
///              did not write it
/// @param seq   the number of that event; 0 for none
/// @param event what its id begins with; empty if that is not known
public record EventCursor(String watch, long made, long seq, String event) {
    private static final Pattern FORMER = Pattern.compile("1\\.([a-z2-7]{20})\\.(\\d{1,18})");
    private static final Pattern CURRENT =
            Pattern.compile("2\\.([a-z2-7]{20})\\.([0-9a-z]{1,11})\\.(\\d{1,18})\\.([a-z2-7]{0,6})");
    private static final String EVENT = "evt_";
    private static final int EVENT_LENGTH = 6;
    private static final int RADIX = 36;

    /// After the event of a number, whose id is not known.
    public static EventCursor at(WatchRow row, long seq) {
        return new EventCursor(row.id(), row.made(), seq, "");
    }

    /// After an event.
    ///
    /// @param made when the watch was entered
    public static EventCursor at(String watch, long made, LoggedEvent event) {
        String id = event.id().startsWith(EVENT) ? event.id().substring(EVENT.length()) : "";
        return new EventCursor(watch, made, event.seq(), id.substring(0, Math.min(EVENT_LENGTH, id.length())));
    }

    /// As readers have it.
    public String text() {
        String whole = "2." + watch + "." + Long.toString(made, RADIX) + "." + seq + "." + event;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.getBytes(StandardCharsets.US_ASCII));
    }

    /// What [#text] made, here or in an earlier release.
    ///
    /// @throws IllegalArgumentException with a sentence if it is no cursor
    public static EventCursor of(String text) {
        String whole;
        try {
            whole = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException _) {
            whole = "";
        }
        Matcher former = FORMER.matcher(whole);
        if (former.matches()) {
            return new EventCursor(former.group(1), 0, Long.parseLong(former.group(2)), "");
        }
        Matcher current = CURRENT.matcher(whole);
        if (current.matches()) {
            return new EventCursor(
                    current.group(1),
                    Long.parseLong(current.group(2), RADIX),
                    Long.parseLong(current.group(3)),
                    current.group(4));
        }
        throw new IllegalArgumentException(
                "'" + Excerpt.of(text) + "' is no cursor: take the one that came last with events of this watch");
    }

    /// Whether it is of events that the watch does not have: it began anew, or its store has lost some, since then.
    public boolean lost(EventStore store, WatchRow row) {
        if ((made > 0 && made != row.made()) || seq > row.last()) {
            return true;
        }
        if (event.isEmpty() || row.first() == 0 || seq < row.first()) {
            return false;
        }
        List<LoggedEvent> found = store.events(watch, seq - 1, 1);
        return !found.isEmpty()
                && found.getFirst().seq() == seq
                && !found.getFirst().id().startsWith(EVENT + event);
    }

    /// Demands that it is a cursor of this watch, and of events that it has.
    ///
    /// @throws IllegalArgumentException with a sentence if it is not
    public EventCursor demand(EventStore store, WatchRow row) {
        if (!watch.equals(row.id())) {
            throw new IllegalArgumentException(
                    "This cursor is of the watch " + watch + ", and this is the watch " + row.id());
        }
        if (lost(store, row)) {
            throw new IllegalArgumentException("This cursor is of events that the watch " + watch
                    + " does not have: it was ended and began anew since then, or its store was lost. Read it without a"
                    + " cursor, which gives all events that are kept");
        }
        return this;
    }
}
