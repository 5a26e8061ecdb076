package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.RequestContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One request of MCP 2026-07-28. What its handler asks the client is found among the answers that came with the
/// request, or leaves the handler as `InputRequired`.
public final class StatelessContext implements RequestContext {
    private static final int KEY_BYTES = 8;

    private final StatelessRequest asked;
    private final Channel channel;
    private final ObjectNode answers;
    private final Map<String, Integer> questions = new HashMap<>();

    /// @param answers by the keys of their questions, of the right shape
    StatelessContext(StatelessRequest asked, Channel channel, ObjectNode answers) {
        this.asked = asked;
        this.channel = channel;
        this.answers = answers;
    }

    @Override
    public Object requestId() {
        return asked.id();
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public JsonNode capabilities() {
        return asked.capabilities();
    }

    @Override
    public JsonNode extension(String name) {
        return asked.capabilities().path("extensions").path(name);
    }

    /// The answers to all these questions, by their keys.
    ///
    /// @throws InputRequired if one is missing
    public ObjectNode ask(Map<String, InputRequired.Question> all) {
        Map<String, InputRequired.Question> open = new LinkedHashMap<>(all);
        open.keySet().removeIf(answers::has);
        if (!open.isEmpty()) {
            throw new InputRequired(open);
        }
        return answers;
    }

    /// The key holds what is asked about, so that an answer to one question is never taken for the answer to another
    /// that the handler comes to ask in its place. The question's text may be another in each round, as names in
    /// it are read anew.
    @Override
    public JsonNode ask(String method, ObjectNode params, String subject) {
        String mine = key(method, subject, questions.merge(method + subject, 1, Integer::sum));
        return ask(Map.of(mine, new InputRequired.Question(method, params))).get(mine);
    }

    @Override
    public boolean answered(String method, String subject) {
        return answers.has(key(method, subject, questions.getOrDefault(method + subject, 0) + 1));
    }

    private static String key(String method, String subject, int times) {
        String key = method.replace('/', '-') + "-" + digest(method + subject);
        return times == 1 ? key : key + "-" + times;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
