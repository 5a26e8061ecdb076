package dev.ghlmcp;

import dev.ghlmcp.app.ProcessExit;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/// What the AOT cache is trained with: commands as scripts run them, then a client's session from standard input. Only
/// the build runs it.
final class Training {
    private Training() {}

    public static void main(String[] args) {
        OutputStream none = OutputStream.nullOutputStream();
        Main.run(none, "call", "search_contacts", "--page-limit", "1", "--sandbox");
        // The cache is written at the orderly end, so the other is only prepared.
        ProcessExit.function();
        System.exit(Main.run(new FileOutputStream(FileDescriptor.out), "stdio", "--sandbox"));
    }
}
