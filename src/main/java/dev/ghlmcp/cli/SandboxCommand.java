package dev.ghlmcp.cli;

import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Run the in-memory HighLevel by itself, for other programs to try.")
final class SandboxCommand implements Callable<Integer> {
    @ParentCommand
    GhlMcp root;

    @Option(names = "--port", defaultValue = "0", description = "Loopback port; 0 takes a free one.")
    int port;

    @Override
    public Integer call() throws InterruptedException {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withPort(port))) {
            root.out()
                    .println("GHL_BASE_URL=" + sandbox.uri()
                            + "\nGHL_TOKEN=" + SampleAccount.LOCATION_TOKEN
                            + "\nGHL_AGENCY_TOKEN=" + SampleAccount.AGENCY_TOKEN
                            + "\nGHL_LOCATION_ID=" + SampleAccount.LOCATION_ID
                            + "\nGHL_COMPANY_ID=" + SampleAccount.COMPANY_ID);
            root.out().flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
