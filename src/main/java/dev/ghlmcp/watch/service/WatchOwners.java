package dev.ghlmcp.watch.service;

import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.WatchArguments;
import dev.ghlmcp.watch.WatchSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Whose watches are whose: one that a caller has asked for is theirs, as long as they may call what it watches.
record WatchOwners(EventStore store, InstantSource clock, WatchArguments arguments) {
    /// Of one caller.
    private static final int MAX = 100;

    /// The name by which the store knows a caller.
    ///
    /// @param place what tells several readers of one caller apart; null for the caller as such
    static String reader(Caller caller, String place) {
        return place == null ? caller.principal() : caller.principal() + "\n" + place;
    }

    /// A watch that is a caller's now. How often a reader at a place wants it polled is not what the caller wants who
    /// has others too.
    Watch entered(Caller caller, String place, WatchSpec spec, Duration every, boolean wished) {
        long now = clock.millis();
        WatchRow row = store.enter(spec.id(), spec.text(), reader(caller, null), every, wished && place == null, now);
        return Watch.of(
                place == null ? row : store.enter(spec.id(), spec.text(), reader(caller, place), every, wished, now));
    }

    /// A watch of the caller, who has read it now.
    ///
    /// @throws IllegalArgumentException with a sentence if it is not theirs
    Watch own(CallerTools tools, String id) {
        if (!store.read(id, reader(tools.caller(), null), clock.millis())) {
            throw new IllegalArgumentException("'" + id + "' is no watch of yours");
        }
        Watch watch = Watch.of(store.watch(id));
        String refusal = refusal(tools, watch.spec());
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
        return watch;
    }

    /// Why a caller may not read what is watched; null if they may.
    String refusal(CallerTools tools, WatchSpec spec) {
        try {
            refuse(tools, spec.operation());
            return arguments
                            .read(tools, spec.operation(), spec.arguments())
                            .spec()
                            .id()
                            .equals(spec.id())
                    ? null
                    : "This watch is of another account";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /// @throws IllegalArgumentException with a sentence if a caller may not call an operation
    static void refuse(CallerTools tools, String operation) {
        String refusal = tools.view().indirectRefusal(operation);
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
    }

    /// @throws IllegalArgumentException with a sentence if the settings name another account than that of a watch of
    ///                                  theirs: their token might be for both
    void refuseOtherAccount(WatchSpec spec) {
        if (spec.tenant().isEmpty() && !arguments.account(spec).equals(spec.account())) {
            throw new IllegalArgumentException("This watch is of another account (" + spec.account()
                    + ") than the settings are: set GHL_LOCATION_ID or GHL_COMPANY_ID as when it was begun");
        }
    }

    /// @throws IllegalArgumentException with a sentence if a reader has so many watches that there can be no other
    void refuseTooMany(String reader, String other) {
        List<String> going = store.watches(reader).stream()
                .filter(row -> row.state().isEmpty())
                .map(WatchRow::id)
                .toList();
        if (going.size() >= MAX && !going.contains(other)) {
            throw new TooManyWatchesException(MAX);
        }
    }
}
