package dev.ghlmcp.cli.output;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number of columns of standard error's terminal. Java cannot tell, and shells rarely export it.
final class TerminalWidth {
    private static final int USUAL = 80;
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,4})\\s*");

    private TerminalWidth() {}

    static int columns() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "exec stty size <&2")
                    .redirectError(Redirect.INHERIT)
                    .start();
            return of(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return USUAL;
        }
    }

    /// What `stty size` says, rows and columns; a terminal that does not know its size says 0.
    static int of(String size) {
        Matcher matcher = SIZE.matcher(size);
        int columns = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        return columns > 0 ? columns : USUAL;
    }
}
