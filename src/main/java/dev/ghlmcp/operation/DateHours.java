package dev.ghlmcp.operation;

import dev.ghlmcp.operation.annotation.*;
import dev.ghlmcp.operation.value.OpenHours;
import java.time.LocalDate;
import java.util.List;

/// When a calendar is open on one date.
record DateHours(
        @Doc("YYYY-MM-DD") @Required @SentAs(Form.DATE_AT_MIDNIGHT)
        LocalDate date,

        @Required List<OpenHours.Span> hours,
        Boolean deleted) {

    /// The same of a calendar that may have some already.
    record Changed(
            @Doc("From get_calendar, for one that exists") String id,

            @Doc("YYYY-MM-DD") @Required @SentAs(Form.DATE_AT_MIDNIGHT)
            LocalDate date,

            @Required List<OpenHours.Span> hours,
            Boolean deleted) {}
}
