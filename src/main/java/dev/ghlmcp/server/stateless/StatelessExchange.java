package dev.ghlmcp.server.stateless;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.server.feature.ElicitingConfirmer;
import dev.ghlmcp.server.feature.InputRequired;
import dev.ghlmcp.server.feature.InputRequired.Question;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.protocol.ClientChannel;
import dev.ghlmcp.server.protocol.Codec;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.ListRootsResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/// One request, as handlers of both eras see it. What they ask the client is found among the answers that came with
/// the request, or leaves them as `InputRequired`.
public final class StatelessExchange extends McpSyncServerExchange implements ElicitingConfirmer.Resumed {
    static final ObjectWriter SORTED = Json.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final Codec CODEC = new Codec();
    private static final int KEY_BYTES = 8;

    private final StatelessRequest asked;
    private final ClientChannel peer;
    private final Map<String, Object> answers;
    private final Map<String, Integer> questions = new HashMap<>();
    private double progress = Double.NEGATIVE_INFINITY;

    /// @param answers by the keys of their questions, of the right shape
    StatelessExchange(StatelessRequest asked, ClientChannel peer, Map<String, Object> answers) {
        super(null);
        this.asked = asked;
        this.peer = peer;
        this.answers = answers;
    }

    /// The answers to all these questions, by their keys.
    ///
    /// @throws InputRequired if one is missing
    public Map<String, Object> ask(Map<String, Question> all) {
        Map<String, Question> open = new LinkedHashMap<>(all);
        open.keySet().removeAll(answers.keySet());
        if (!open.isEmpty()) {
            throw new InputRequired(open);
        }
        return answers;
    }

    @Override
    public ElicitResult createElicitation(ElicitRequest request) {
        return answer(McpSchema.METHOD_ELICITATION_CREATE, request, ElicitResult.class);
    }

    /// The question's text may be another in each round, as names in it are read anew.
    @Override
    public ElicitResult elicit(ElicitFormRequest request, String subject) {
        return answer(McpSchema.METHOD_ELICITATION_CREATE, request, subject, ElicitResult.class);
    }

    @Override
    public CreateMessageResult createMessage(CreateMessageRequest request) {
        return answer(McpSchema.METHOD_SAMPLING_CREATE_MESSAGE, request, CreateMessageResult.class);
    }

    @Override
    public ListRootsResult listRoots() {
        return answer(McpSchema.METHOD_ROOTS_LIST, Map.of(), ListRootsResult.class);
    }

    @Override
    public ListRootsResult listRoots(String cursor) {
        return listRoots();
    }

    /// The key holds what is asked, so that an answer to one question is never taken for the answer to another that the
    /// handler comes to ask in its place.
    private <T> T answer(String method, Object params, Class<T> type) {
        return answer(method, params, SORTED.writeValueAsString(wire(params)), type);
    }

    private <T> T answer(String method, Object params, String subject, Class<T> type) {
        String key = method.replace('/', '-') + "-" + digest(method + subject);
        int times = questions.merge(key, 1, Integer::sum);
        String mine = times == 1 ? key : key + "-" + times;
        return typed(ask(Map.of(mine, new Question(method, params))).get(mine), type);
    }

    static <T> T typed(Object answer, Class<T> type) {
        return CODEC.convertValue(answer, type);
    }

    /// A question's parameters, without the one that this era has no more.
    static Map<String, Object> wire(Object params) {
        Map<String, Object> members = new LinkedHashMap<>(StatelessRequest.map(CODEC.convertValue(params, Map.class)));
        members.remove("elicitationId");
        return members;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void progressNotification(ProgressNotification reported) {
        if (asked.progressToken() != null && reported.progress() > progress) {
            progress = reported.progress();
            tell(
                    McpSchema.METHOD_NOTIFICATION_PROGRESS,
                    new ProgressNotification(
                            asked.progressToken(),
                            reported.progress(),
                            reported.total(),
                            reported.message(),
                            reported.meta()));
        }
    }

    @Override
    public void loggingNotification(LoggingMessageNotification reported) {
        if (asked.logLevel() != null
                && reported.level().level() >= asked.logLevel().level()) {
            tell(McpSchema.METHOD_NOTIFICATION_MESSAGE, reported);
        }
    }

    private void tell(String method, Object params) {
        try {
            peer.tell(new JSONRPCNotification(method, params));
        } catch (IOException _) {
            // The client is gone; the thread that notices it cancels the request.
        }
    }

    @Override
    public ClientCapabilities getClientCapabilities() {
        return asked.capabilities();
    }

    @Override
    public Implementation getClientInfo() {
        return null;
    }

    @Override
    public McpTransportContext transportContext() {
        return McpTransportContext.create(Map.of(ToolServer.CALLER, peer));
    }

    @Override
    public String sessionId() {
        return null;
    }

    @Override
    public Object ping() {
        throw new UnsupportedOperationException("MCP " + StatelessProtocol.VERSION + " has no ping");
    }
}
