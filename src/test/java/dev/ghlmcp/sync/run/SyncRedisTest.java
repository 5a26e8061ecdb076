package dev.ghlmcp.sync.run;

import dev.ghlmcp.RedisServer;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.redis.RedisStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncRedisTest {
    @TempDir
    Path folder;

    @Test
    void ofTwoServersOnOneRedisOneCarriesOutEachMessage() throws Exception {
        try (RedisServer server = RedisServer.start();
                EventStore first = store(server);
                EventStore second = store(server);
                SyncTrial trial = new SyncTrial(folder, first)) {
            SyncCrashTest.severalProcesses(trial, List.of(first, second));
        }
    }

    private static EventStore store(RedisServer server) {
        Redis redis = new Redis(new Secret(server.url()), Duration.ofSeconds(30), _ -> {});
        return new RedisStore(redis, "ghl-mcp:", new Secret("words for the seal of this store"));
    }
}
