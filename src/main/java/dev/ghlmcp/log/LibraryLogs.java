package dev.ghlmcp.log;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What the libraries log, through `java.util.logging`. Loggers are kept here, as the JDK forgets levels of those that
/// nobody holds.
public final class LibraryLogs {
    private static final Logger ROOT = Logger.getLogger("");

    /// This program's, whose level is the switch.
    private static final Logger OWN = Logger.getLogger("dev.ghlmcp");

    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    /// Tells of a port that is taken with a stack trace; the exception will do.
    private static final Logger HELIDON_START = Logger.getLogger("io.helidon.webserver.LoomServer");

    /// The SDK logs messages whole, customers' data included.
    private static final Logger MCP_SDK = Logger.getLogger("io.modelcontextprotocol");

    private LibraryLogs() {}

    /// Whether they are shown, and stack traces with them.
    static boolean shown() {
        return Level.FINE.equals(OWN.getLevel());
    }

    static void show() {
        // The launcher names the provider that says nothing.
        System.setProperty("slf4j.provider", "org.slf4j.jul.JULServiceProvider");
        OWN.setLevel(Level.FINE);
        MCP_SDK.setLevel(Level.OFF);
        HELIDON.setLevel(Level.INFO);
        for (Handler handler : List.of(ROOT.getHandlers())) {
            ROOT.removeHandler(handler);
        }
        Handler handler = new ConsoleHandler();
        handler.setFormatter(new Line());
        ROOT.addHandler(handler);
    }

    /// Keeps a Helidon server from telling about its start, its features and clients that go away.
    ///
    /// @param least what it still tells
    public static void quietHelidon(Level least) {
        if (HELIDON.getLevel() == null) {
            HELIDON.setLevel(least);
        }
        if (!shown()) {
            HELIDON_START.setLevel(Level.OFF);
        }
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord line) {
            String text = "ghl-mcp: " + line.getLevel() + " " + line.getLoggerName() + ": " + formatMessage(line)
                    + System.lineSeparator();
            return line.getThrown() == null ? text : text + StackTraces.text(line.getThrown());
        }
    }
}
