package dev.ghlmcp;

import dev.ghlmcp.cli.ProcessExit;

/// What the AOT cache is trained with: commands as people and scripts run them, on the sandbox and on an upstream as
/// HighLevel is one, then a client's session from standard input. Only the build runs it, with the sandbox's token.
final class Training {
    private Training() {}

    /// @param args the address of an upstream
    public static void main(String[] args) {
        run("call", "search_contacts", "--page-limit", "1", "--sandbox");
        run("call", "get_location", "--base-url", args[0], "--location-id", "none");
        run("tools");
        run("doctor", "--help");
        // It rehearses a call, as stdio does after the list while nothing is asked.
        run("doctor", "--sandbox");
        run("completion", "bash");
        run("--version");
        // The cache is written at the orderly end, so the other is only prepared.
        ProcessExit.function();
        System.exit(Main.start("stdio", "--sandbox"));
    }

    private static void run(String... command) {
        int code = Main.start(command);
        if (code != 0) {
            System.exit(code);
        }
    }
}
