package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;

/// How the appointments of a calendar repeat, and what happens where a repetition finds no free slot.
public record Recurrence(
        @OneOf({"DAILY", "WEEKLY", "MONTHLY"}) String freq,
        @Limit(max = 24) Integer count,
        @OneOf({"skip", "continue", "book_next"}) String bookingOption,
        @OneOf({"confirmed", "new"}) String bookingOverlapDefaultStatus) {}
