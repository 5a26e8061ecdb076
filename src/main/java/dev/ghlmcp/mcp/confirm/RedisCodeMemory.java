package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.redis.Redis;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;

/// In the Redis of a fleet. The key is read anew each time: a Redis that was emptied has another. Without Redis no code
/// is given or taken, because nobody could say whether it was used or declined.
///
/// @param redis stays open; its creator closes it
public record RedisCodeMemory(Redis redis) implements CodeMemory {
    private static final byte[] KEY = bytes("ghl-mcp:confirm-key");
    private static final String NOTES = "ghl-mcp:confirmed:";

    @Override
    public byte[] key() throws IOException {
        return ask(commands -> {
            byte[] key = commands.get(KEY);
            if (key == null) {
                commands.set(KEY, CodeMemory.random(), SetArgs.Builder.nx());
                key = commands.get(KEY);
            }
            return key;
        });
    }

    @Override
    public String get(String name) throws IOException {
        byte[] text = ask(commands -> commands.get(bytes(NOTES + name)));
        return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public boolean put(String name, String text, Duration life, boolean replace) throws IOException {
        SetArgs until = SetArgs.Builder.px(life.toMillis() + 1000);
        return ask(commands -> commands.set(bytes(NOTES + name), bytes(text), replace ? until : until.nx())) != null;
    }

    private <T> T ask(Function<RedisCommands<byte[], byte[]>, T> question) throws IOException {
        try {
            if (redis.up()) {
                return question.apply(redis.connection().sync());
            }
        } catch (InterruptedException | RedisCommandInterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RedisException _) {
            // Its message may quote what was sent.
            redis.lost();
        }
        throw new IOException("Redis does not answer");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
