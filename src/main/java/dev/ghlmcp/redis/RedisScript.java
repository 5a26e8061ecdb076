package dev.ghlmcp.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A script that Redis runs as one step. It is sent by its digest, and in full where Redis does not know it yet.
///
/// @param digest in hexadecimal
public record RedisScript(String text, String digest) {
    /// The script of a resource beside a class.
    public static RedisScript of(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            byte[] text = in.readAllBytes();
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

    /// Has it run, without waiting.
    public void send(StatefulRedisConnection<byte[], byte[]> connection, List<String> keys, List<String> arguments) {
        var _ = connection.async().eval(text, ScriptOutputType.INTEGER, bytes(keys), bytes(arguments));
    }

    private static byte[][] bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }
}
