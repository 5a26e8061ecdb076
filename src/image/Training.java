package dev.ghlmcp;

import dev.ghlmcp.cli.ProcessExit;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;

/// What the AOT cache is trained with: commands as people and scripts run them, on the sandbox and on an upstream as
/// HighLevel is one, then a client's session from standard input. Only the build runs it, with the sandbox's token.
///
/// With a thousand classes of TLS in it a first result by HTTPS would come a sixth sooner, but every start would list
/// its tools a tenth later and take 5 MB more.
final class Training {
    private Training() {}

    public static void main(String[] args) {
        run("call", "search_contacts", "--page-limit", "1", "--sandbox");
        try (Sandbox upstream = Sandbox.start(SandboxOptions.defaults())) {
            String address = upstream.uri().toString();
            run("call", "get_location", "--base-url", address, "--location-id", SampleAccount.LOCATION_ID);
        }
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
            // An exception would leave what runs beside it running, and the build waiting.
            System.exit(code);
        }
    }
}
