package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.annotation.OneOf;
import dev.ghlmcp.operation.annotation.OnlyV3;
import dev.ghlmcp.operation.annotation.Wire;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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

    /// Whether the generation knows an argument.
    boolean has(RecordComponent component) {
        return this == V3 || !component.isAnnotationPresent(OnlyV3.class);
    }

    /// What an argument may be in it.
    List<String> literals(OneOf oneOf) {
        return this == V3
                ? Stream.of(oneOf.value(), oneOf.v3()).flatMap(Arrays::stream).toList()
                : List.of(oneOf.value());
    }

    String version(String date) {
        return this == V3 ? "v3" : date;
    }
}
