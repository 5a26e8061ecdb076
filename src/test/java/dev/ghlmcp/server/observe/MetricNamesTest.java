package dev.ghlmcp.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages name no figure that `/metrics` does not have.
class MetricNamesTest {
    private static final Pattern PROMETHEUS = Pattern.compile("\\b((?:ghl|mcp_server)_[a-z_]+)\\b");
    private static final Pattern MICROMETER = Pattern.compile("\"((?:ghl|mcp\\.server)\\.[a-z.]+)\"");

    @Test
    void everyFigureOfThePagesIsThere() throws IOException {
        Set<String> here = names(Path.of("src/main/java/dev/ghlmcp/server/observe"), ".java", MICROMETER);
        Set<String> told = names(Path.of("docs"), ".md", PROMETHEUS);
        assertTrue(told.size() > 10, told::toString);
        // Counters end in total, timers in their unit and what is told of them.
        told.removeIf(name -> here.contains(name)
                || here.contains(name.replaceFirst("_total$", ""))
                || here.contains(name.replaceFirst("_seconds_(count|bucket|sum|max)$", "")));
        assertEquals(Set.of(), told);
    }

    private static Set<String> names(Path folder, String end, Pattern name) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(end)).toList()) {
                Matcher matcher = name.matcher(Files.readString(file));
                while (matcher.find()) {
                    names.add(matcher.group(1).replace('.', '_'));
                }
            }
        }
        names.removeIf(one -> one.endsWith("_"));
        return names;
    }
}
