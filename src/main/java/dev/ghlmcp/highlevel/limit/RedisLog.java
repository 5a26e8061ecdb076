package dev.ghlmcp.highlevel.limit;

import dev.ghlmcp.highlevel.limit.window.WindowRule;
import dev.ghlmcp.redis.Redis;
import dev.ghlmcp.redis.RedisScript;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The log in Redis: one hash for each quota, which a script reads and writes by Redis's own clock, and one that tells
/// when the logs began. They begin anew whenever something may be missing in them: Redis was away, was emptied, holds
/// what no server wrote. From then on each server keeps to its part, until what it may have sent without a note counts
/// no more.
final class RedisLog implements SharedLog {
    private static final String PREFIX = "ghl-mcp:{limits}:";
    private static final String BEGAN = PREFIX + "began";

    /// In which all servers notice that Redis is there again, and note what they send.
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final RedisScript TAKE = RedisScript.of(RedisLog.class, "take.lua");
    private static final RedisScript LATE = RedisScript.of(RedisLog.class, "late.lua");
    private static final RedisScript BEGIN = RedisScript.of(RedisLog.class, "begin.lua");
    private static final int FIGURES = 7;

    private final Redis redis;

    RedisLog(Redis redis) {
        this.redis = redis;
        redis.greeting((connection, again) ->
                BEGIN.call(connection, List.of(BEGAN), List.of(Redis.run(connection), again ? "1" : "0")));
    }

    @Override
    public boolean up() throws InterruptedException {
        return redis.up();
    }

    @Override
    public void lost() {
        redis.lost();
    }

    @Override
    public Long lostAt() {
        return redis.lostAt();
    }

    @Override
    public Verdict ask(String credential, Question question) {
        List<String> arguments = new ArrayList<>(List.of(
                Long.toString(question.notedMs()),
                flag(question.probe()),
                Long.toString(question.remaining()),
                Long.toString(question.sentMs()),
                flag(question.told()),
                Long.toString(question.stamp()),
                Long.toString(SETTLING.toMillis())));
        question.windows().stream().flatMap(RedisLog::arguments).forEach(arguments::add);
        List<Long> figures = TAKE.call(redis.connection(), List.of(BEGAN, PREFIX + credential), arguments);
        if (figures == null || figures.size() != FIGURES) {
            throw new RedisException("not an answer of the script");
        }
        long max = figures.get(4);
        long periodMs = figures.get(5);
        return new Verdict(
                figures.get(0),
                Math.toIntExact(figures.get(1)),
                figures.get(2) == 1,
                Math.toIntExact(figures.get(3)),
                max > 0 && periodMs > 0 ? WindowRule.ofPeriod(Math.toIntExact(max), periodMs) : null,
                figures.get(6));
    }

    @Override
    public void late(String credential, String field, long elapsedMs, long marginMs) {
        try {
            StatefulRedisConnection<byte[], byte[]> connection = redis.connection();
            LATE.send(
                    connection,
                    List.of(PREFIX + credential),
                    List.of(field, Long.toString(elapsedMs), Long.toString(marginMs)));
        } catch (RedisException _) {
            // The next call sees the failure and reports it.
        }
    }

    private static Stream<String> arguments(Window window) {
        return Stream.of(
                window.field(),
                Integer.toString(window.rule().max()),
                millis(window.rule()),
                Integer.toString(window.former().max()),
                millis(window.former()),
                Integer.toString(window.unit()),
                Long.toString(window.shareMs()));
    }

    private static String millis(WindowRule rule) {
        return Long.toString(Math.ceilDiv(rule.periodNs(), 1_000_000));
    }

    private static String flag(boolean on) {
        return on ? "1" : "0";
    }
}
