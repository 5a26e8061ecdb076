package dev.ghlmcp.store.redis;

import dev.ghlmcp.RedisServer;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.EventStoreContract;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisStoreTest extends EventStoreContract {
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
    protected EventStore store(Secret key) {
        return store(server, key);
    }

    static EventStore store(RedisServer server, Secret key) {
        Redis redis = new Redis(new Secret(server.url()), Duration.ofSeconds(30), _ -> {});
        return new RedisStore(redis, "ghl-mcp:", key);
    }

    @Override
    protected String stored() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String key : keys()) {
            for (String command : List.of("HGETALL ", "GET ", "SMEMBERS ", "ZRANGE ")) {
                all.append(server.command(command + '"' + key + '"' + (command.startsWith("Z") ? " 0 -1" : "")));
            }
        }
        return all.toString();
    }

    private static List<String> keys() throws IOException {
        return Pattern.compile("(?m)^ghl-mcp:.*$")
                .matcher(server.command("KEYS *").replace("\r", ""))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
