package dev.ghlmcp.store.sqlite;

import dev.ghlmcp.store.DocumentStoreContract;
import dev.ghlmcp.store.EventStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDocumentsTest extends DocumentStoreContract {
    @TempDir
    Path folder;

    @Override
    protected EventStore store() {
        return new SqliteStore(folder.resolve("state.db"), null);
    }
}
