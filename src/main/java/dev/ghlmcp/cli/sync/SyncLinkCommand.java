package dev.ghlmcp.cli.sync;

import dev.ghlmcp.cli.context.SyncParts;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.run.SyncMessage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = "Say which record in HighLevel a record from elsewhere is, so that it is updated and not created."
                + " HighLevel is not called, but for the steps that an uncertain message of it still has.")
final class SyncLinkCommand implements Callable<Integer> {
    @ParentCommand
    SyncCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the sync in the settings.")
    String name;

    @Parameters(index = "1", paramLabel = "ID", description = "Of the record where it comes from: what `id` gives.")
    String externalId;

    @Parameters(index = "2", arity = "0..1", paramLabel = "HIGHLEVEL-ID", description = "Of the record in HighLevel.")
    String highLevelId;

    @Option(
            names = "--forget",
            description = "Forget the record in HighLevel, because it was deleted there: the next message creates it.")
    boolean forget;

    @Override
    public Integer call() {
        return parent.with(parts -> {
            Sync of = parts.named(name);
            String sync = of.name();
            if (forget == (highLevelId != null)) {
                throw new IllegalArgumentException("Give HIGHLEVEL-ID, or --forget");
            }
            if (forget) {
                boolean known = parts.ledger().forget(sync, externalId.strip());
                System.err.println("ghl-mcp: " + (known ? "forgotten" : "nothing was known of it"));
                return known ? 0 : 1;
            }
            if (externalId.isBlank() || !highLevelId.matches("[\\w-]{1,64}")) {
                throw new IllegalArgumentException(
                        "ID is what the sync's `id` gives, and HIGHLEVEL-ID letters and digits, such as ouXvz8AgsBOHRYQt5OJB");
            }
            boolean before = parts.ledger().find(sync, externalId.strip()) != null;
            String settled = parts.ledger().link(sync, externalId.strip(), highLevelId);
            System.err.println("ghl-mcp: linked" + (before ? ", in the place of what was there" : ""));
            goOn(parts, of, settled);
            if (of.steps().stream().noneMatch(step -> step.with().toString().contains("$linked.id"))) {
                System.err.println("ghl-mcp: no step of " + sync + " has $linked.id, so that none goes by the link:"
                        + " upsert_contact, for one, finds its contact by e-mail and phone. docs/syncs.md has a step that"
                        + " does");
            }
            return 0;
        });
    }

    /// The message that may have created the record has done so.
    private void goOn(SyncParts parts, Sync sync, String settled) throws InterruptedException {
        String uncertain = parts.ledger().uncertain(sync.name(), externalId.strip());
        SyncMessage letter = uncertain.isEmpty() ? null : parts.inbox().find(sync.name(), uncertain);
        if (letter == null) {
            parts.ledger().looked(sync.name(), externalId.strip());
        } else if (settled.isEmpty()) {
            System.err.println("ghl-mcp: whether its message " + uncertain
                    + " was carried out is not known yet: `ghl-mcp"
                    + " sync replay " + sync.name() + " " + uncertain + " --uncertain done` says so, or `--uncertain"
                    + " repeat`");
        } else if (parts.inbox().replay(letter)) {
            SyncMessage now = SyncReplayCommand.settled(parts, sync, settled);
            System.err.println("ghl-mcp: its message " + settled + " was carried out, and goes on: "
                    + now.state().word());
        }
    }
}
