package dev.ghlmcp.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A page lists the groups with their counts, which `-Dupdate=true` rewrites from the index.
class ApiPageTest {
    private static final Path PAGE = Path.of("docs/api.md");
    private static final String BEGIN = "<!-- groups -->\n";
    private static final String END = "<!-- /groups -->";

    private final ApiIndex index = ApiIndex.get();

    @Test
    void thePageHasTheCountsOfEveryGroup() throws IOException {
        StringBuilder text = new StringBuilder("| group | operations | "
                + Arrays.stream(ApiRisk.values()).map(ApiRisk::word).collect(Collectors.joining(" | ")) + " |\n"
                + "|---|---|" + "---|".repeat(ApiRisk.values().length) + "\n");
        index.groups().forEach(group -> text.append(line("`api:" + group + "`", index.group(group))));
        text.append(line("all", index.operations()));
        String page = Files.readString(PAGE);
        String wanted = page.replaceFirst("(?s)" + BEGIN + ".*" + END, Matcher.quoteReplacement(BEGIN + text + END));
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, wanted);
        }
        assertEquals(wanted, page, "Expected once after an update");
    }

    @Test
    void theCountsInItsTextAreRight() throws IOException {
        String page = Files.readString(PAGE).replaceAll("\\s+", " ");
        List.of(
                        "The other " + index.operations().size() + " can be called",
                        "For " + count(each -> each.scopes().isEmpty()) + " operations they name no scope",
                        count(each -> each.v3() == null) + " are in the dated generation only, and "
                                + count(each -> each.dated() == null) + " only in `v3`")
                .forEach(said -> assertTrue(page.contains(said), said));
    }

    private long count(Predicate<ApiOperation> which) {
        return index.operations().stream().filter(which).count();
    }

    private static String line(String name, Collection<ApiOperation> operations) {
        return Arrays.stream(ApiRisk.values())
                .map(risk ->
                        operations.stream().filter(each -> each.risk() == risk).count())
                .map(count -> count == 0 ? "" : String.valueOf(count))
                .collect(Collectors.joining(" | ", "| " + name + " | " + operations.size() + " | ", " |\n"));
    }
}
