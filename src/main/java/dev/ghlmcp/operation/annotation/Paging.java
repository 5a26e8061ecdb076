package dev.ghlmcp.operation.annotation;

/// HighLevel's ways to ask for the next page of a list.
public enum Paging {
    /// There is one page only.
    NOT,
    /// `skip` and `limit`.
    SKIP,
    /// `offset` and `limit`.
    OFFSET,
    /// The next `page`.
    PAGE,
    /// `searchAfter` of the last hit, or the next `page`, and `pageLimit`.
    SEARCH_AFTER,
    /// `startAfter` and `startAfterId` from the answer's `meta`.
    START_AFTER,
    /// `startAfterDate`, the value by which the last hit was sorted.
    START_AFTER_DATE,
    /// `lastMessageId` from the answer, as long as its `nextPage` says so.
    LAST_MESSAGE
}
