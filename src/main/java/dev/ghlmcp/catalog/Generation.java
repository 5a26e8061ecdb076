package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.Wire;

/// HighLevel's two generations of requests. Arguments are the same for callers; paths, names and the `Version` header
/// differ.
public enum Generation {
    /// Each operation at the date that its document declares, such as `2021-07-28`.
    DATED,
    /// Every operation at `v3`, released 2026-06-11 (HighLevel's Versioning page).
    V3;

    String name(Wire wire) {
        return this == V3 && !wire.v3().isEmpty() ? wire.v3() : wire.value();
    }

    String version(String date) {
        return this == V3 ? "v3" : date;
    }
}
