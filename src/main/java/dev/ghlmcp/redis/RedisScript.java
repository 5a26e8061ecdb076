package dev.ghlmcp.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;

/// A script that Redis runs as one step. It is sent by its digest, and in full where Redis does not know it yet.
///
/// @param digest in hexadecimal
public record RedisScript(String text, String digest) {
    /// The script of a resource beside a class, or of several, one after the other.
    public static RedisScript of(Class<?> beside, String... resources) {
        try {
            ByteArrayOutputStream parts = new ByteArrayOutputStream();
            for (String resource : resources) {
                try (InputStream in = beside.getResourceAsStream(resource)) {
                    in.transferTo(parts);
                }
            }
            byte[] text = parts.toByteArray();
            return new RedisScript(
                    new String(text, StandardCharsets.UTF_8),
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /// Runs it and waits for the numbers that it returns.
    ///
    /// @throws io.lettuce.core.RedisException if it does not
    public List<Long> call(
            StatefulRedisConnection<byte[], byte[]> connection, List<String> keys, List<String> arguments) {
        RedisCommands<byte[], byte[]> commands = connection.sync();
        try {
            return commands.evalsha(digest, ScriptOutputType.MULTI, bytes(keys), bytes(arguments));
        } catch (RedisNoScriptException _) {
            return commands.eval(text, ScriptOutputType.MULTI, bytes(keys), bytes(arguments));
        }
    }

    /// Runs it and waits for what it returns, also if this thread is interrupted meanwhile.
    ///
    /// @throws RedisException if it does not
    public List<Object> run(
            StatefulRedisConnection<byte[], byte[]> connection, List<String> keys, List<byte[]> arguments) {
        RedisAsyncCommands<byte[], byte[]> commands = connection.async();
        byte[][] given = arguments.toArray(byte[][]::new);
        try {
            return await(commands.evalsha(digest, ScriptOutputType.MULTI, bytes(keys), given));
        } catch (RedisNoScriptException _) {
            return await(commands.eval(text, ScriptOutputType.MULTI, bytes(keys), given));
        }
    }

    /// Waits for the answer to a command, also if this thread is interrupted meanwhile: it may have been carried out.
    ///
    /// @throws RedisException if it failed, or was not answered in time
    public static <T> T await(RedisFuture<T> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RedisException failure ? failure : new RedisException(e.getCause());
        }
    }

    /// Has it run, without waiting.
    public void send(StatefulRedisConnection<byte[], byte[]> connection, List<String> keys, List<String> arguments) {
        var _ = connection.async().eval(text, ScriptOutputType.INTEGER, bytes(keys), bytes(arguments));
    }

    private static byte[][] bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }
}
