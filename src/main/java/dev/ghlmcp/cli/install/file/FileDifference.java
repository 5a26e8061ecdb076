package dev.ghlmcp.cli.install.file;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What changes in a file, as a person reads it: the lines that go and come, with one around them. Values of other
/// servers' secrets are in such lines, and a screen may be shared.
public record FileDifference(List<String> before, List<String> after) {
    private static final int MAX = 400;
    private static final Pattern SECRET = Pattern.compile(
            "(\"(?![^\"]*_file\")[^\"]*(?:token|key|secret|passw|auth|credential)[^\"]*\"\\s*:\\s*\")[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"",
            Pattern.CASE_INSENSITIVE);

    public static FileDifference of(String before, String after) {
        return new FileDifference(lines(before), lines(after));
    }

    private static List<String> lines(String text) {
        return text.isBlank()
                ? List.of()
                : SECRET.matcher(text).replaceAll("$1***\"").lines().toList();
    }

    /// The lines, each after a mark.
    public String shown() {
        int shared = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shared && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shared - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        int from = Math.max(0, head - 1);
        Stream<String> lines = Stream.of(
                        marked(" ", before.subList(from, head)),
                        marked("-", before.subList(head, before.size() - tail)),
                        marked("+", after.subList(head, after.size() - tail)),
                        marked(" ", before.subList(before.size() - tail, before.size() - Math.max(0, tail - 1))))
                .flatMap(part -> part);
        return "@@ line " + (from + 1) + " @@\n" + String.join("\n", lines.toList()) + "\n";
    }

    private static Stream<String> marked(String mark, List<String> lines) {
        return lines.stream().map(line -> mark + clipped(line));
    }

    /// Of a whole file on one line only the ends are shown.
    private static String clipped(String line) {
        return line.length() <= MAX
                ? line
                : line.substring(0, MAX / 2) + " ... " + line.substring(line.length() - MAX / 2);
    }
}
