package dev.ghlmcp;

import dev.ghlmcp.app.CommandWiring;
import dev.ghlmcp.cli.GhlMcp;
import dev.ghlmcp.cli.ProcessExit;
import dev.ghlmcp.cli.StartFailure;
import dev.ghlmcp.log.StackTraces;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where the program starts. It has no other public method, because the launcher loads the types of all of them.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ProcessExit.with(start(args));
    }

    /// All but the end of the process.
    static int start(String... args) {
        // First of all: standard output belongs to the protocol, and whatever prints must not reach it.
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        // Nor a log: the JSONata library prints what a mapping calls as a function, which may be of a customer.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> tell(e));
        try {
            CommandWiring program = new CommandWiring(out);
            List<String> words = List.of(args);
            if (words.contains("stdio") && List.of("stdio", "--sandbox").containsAll(words)) {
                program.plainStdio(words.contains("--sandbox"));
                return 0;
            }
            return GhlMcp.run(program, args);
        } catch (RuntimeException | Error e) {
            tell(e);
            return StartFailure.exitCode(e);
        }
    }

    private static void tell(Throwable e) {
        StackTraces.report(System.err, StartFailure.sentence(e), e);
    }
}
