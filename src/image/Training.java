package dev.ghlmcp;

import dev.ghlmcp.app.ProcessExit;

/// What the AOT cache is trained with: commands as scripts run them, then a client's session from standard input. Only
/// the build runs it.
final class Training {
    private Training() {}

    public static void main(String[] args) {
        Main.start("call", "search_contacts", "--page-limit", "1", "--sandbox");
        // The cache is written at the orderly end, so the other is only prepared.
        ProcessExit.function();
        System.exit(Main.start("stdio", "--sandbox"));
    }
}
