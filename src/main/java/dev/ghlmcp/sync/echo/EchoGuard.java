package dev.ghlmcp.sync.echo;

import dev.ghlmcp.store.DocumentStore;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/// Remembers what syncs wrote, so that a watch does not post it back.
public final class EchoGuard {
    private final DocumentStore documents;
    private final InstantSource clock;

    public EchoGuard(DocumentStore documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /// A sync has written a record.
    public void wrote(String highLevelId, ObjectNode arguments, ObjectNode answer) {}
}
