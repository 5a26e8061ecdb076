package dev.ghlmcp.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Opens connections that neither come back by themselves nor keep commands: a call goes on without its Redis at once.
final class RedisConnector implements AutoCloseable {
    private final RedisURI uri;
    private final Duration timeout;
    private final ClientResources resources;
    private final RedisClient client;

    /// @param timeout of a connection
    RedisConnector(RedisURI uri, Duration timeout) {
        this.uri = uri;
        this.timeout = timeout;
        this.resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
                .timeoutOptions(TimeoutOptions.builder().connectionTimeout().build())
                .build());
    }

    /// @param patience with one command
    StatefulRedisConnection<byte[], byte[]> connect(Duration patience) {
        StatefulRedisConnection<byte[], byte[]> open = client.connect(ByteArrayCodec.INSTANCE, uri);
        open.setTimeout(patience);
        return open;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, timeout);
        var _ = resources.shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
