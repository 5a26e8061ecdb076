package dev.ghlmcp.catalog.endpoint;

import dev.ghlmcp.operation.annotation.Pages;
import dev.ghlmcp.operation.annotation.Paging;
import java.util.List;

/// Where a tool's answer holds its list, and how it is paged.
///
/// @param items where the list stands in the answer, step by step
/// @param by    how the next page is asked for
/// @param total where the number of all hits stands; empty if HighLevel does not tell
public record ListPaging(List<String> items, Paging by, List<String> total) {
    /// As an operation declares it; null if it lists nothing.
    public static ListPaging of(Pages pages) {
        return pages == null ? null : new ListPaging(steps(pages.value()), pages.by(), steps(pages.total()));
    }

    private static List<String> steps(String path) {
        return path.isEmpty() ? List.of() : List.of(path.split("\\."));
    }
}
