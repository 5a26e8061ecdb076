package dev.ghlmcp.app;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.mcp.confirm.CodeMemory;
import dev.ghlmcp.mcp.confirm.RedisCodeMemory;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;

/// The Redis that several servers share. One connection serves limits and tokens.
final class RedisWiring {
    /// Timeout of one command; calls then continue without Redis.
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(5);

    private final Settings settings;
    private Redis redis;

    /// Checks the settings.
    ///
    /// @throws dev.ghlmcp.config.SettingsException if one of them cannot be used
    RedisWiring(Settings settings) {
        this.settings = settings;
        servers();
        settings.redis(Setting.FLEET_STORE);
    }

    /// The Redis, or null if there is none.
    synchronized Redis redis() {
        String url = settings.redis(Setting.FLEET_STORE);
        if (redis == null && url != null) {
            redis = new Redis(new Secret(url), TIMEOUT, line -> System.err.println("ghl-mcp: " + line));
        }
        return redis;
    }

    /// A connection of its own for the store of watches, whose commands take longer and lose nothing by waiting. What
    /// goes wrong with it is told by who asks.
    Redis ofStore() {
        return new Redis(new Secret(settings.redis(Setting.FLEET_STORE)), STORE_TIMEOUT, _ -> {});
    }

    /// Where the codes of confirmed calls are kept.
    CodeMemory codes() {
        Redis shared = redis();
        return shared == null ? CodeMemory.local() : new RedisCodeMemory(shared);
    }

    /// The number of servers.
    int servers() {
        return settings.number(Setting.FLEET_SERVERS, 1, 1000);
    }
}
