package dev.ghlmcp.store.redis;

import dev.ghlmcp.RedisServer;
import dev.ghlmcp.store.DocumentStoreContract;
import dev.ghlmcp.store.EventStore;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisDocumentsTest extends DocumentStoreContract {
    private static RedisServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RedisServer.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void empty() throws IOException {
        server.command("FLUSHALL");
    }

    @Override
    protected EventStore store() {
        return RedisStoreTest.store(server, null);
    }
}
