package dev.ghlmcp.cli.sync;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = "Say which record in HighLevel a record from elsewhere is, so that it is updated and not created."
                + " HighLevel is not called.")
public final class SyncLinkCommand implements Callable<Integer> {
    @ParentCommand
    SyncHome home;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the sync in the settings.")
    String name;

    @Parameters(index = "1", paramLabel = "ID", description = "Of the record where it comes from: what `id` gives.")
    String externalId;

    @Parameters(index = "2", paramLabel = "HIGHLEVEL-ID", description = "Of the record in HighLevel.")
    String highLevelId;

    @Override
    public Integer call() {
        return home.with(parts -> {
            String sync = parts.named(name).name();
            if (externalId.isBlank() || !highLevelId.matches("[\\w-]{1,64}")) {
                throw new IllegalArgumentException(
                        "ID is what the sync's `id` gives, and HIGHLEVEL-ID letters and digits, such as ouXvz8AgsBOHRYQt5OJB");
            }
            boolean before = parts.ledger().find(sync, externalId.strip()) != null;
            parts.ledger().link(sync, externalId.strip(), highLevelId);
            System.err.println("ghl-mcp: linked" + (before ? ", in the place of what was there" : ""));
            return 0;
        });
    }
}
