package dev.ghlmcp.cli.output;

import dev.ghlmcp.mcp.confirm.Confirmer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;

/// Asks the person at the terminal.
///
/// @param yes  was said on the command line already
/// @param many calls are made from one command, which nobody could answer one by one
/// @param err  where the question goes: standard output is the result's
/// @param in   where the answer comes from
public record TerminalConfirmer(boolean yes, boolean many, PrintStream err, InputStream in) implements Confirmer {
    @Override
    public String absence() {
        if (yes) {
            return null;
        }
        if (many) {
            return "with --each nobody is asked (--yes says yes to every line)";
        }
        return Terminal.console() != null ? null : "this is no terminal (--yes says yes)";
    }

    /// A code would be forgotten when the command ends.
    @Override
    public boolean takesCodes() {
        return false;
    }

    @Override
    public Answer ask(String question, String subject) {
        if (yes) {
            return Answer.ACCEPTED;
        }
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
            return switch (answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> Answer.ACCEPTED;
                default -> answer == null ? Answer.CANCELLED : Answer.DECLINED;
            };
        } catch (IOException _) {
            return Answer.CANCELLED;
        }
    }
}
