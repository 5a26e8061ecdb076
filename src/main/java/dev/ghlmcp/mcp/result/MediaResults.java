package dev.ghlmcp.mcp.result;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.call.ToolResult.Attachment;
import dev.ghlmcp.mcp.media.Recordings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/// Results for answers that are not JSON: a text is the result, a short recording is embedded, and a long one is saved,
/// as a file for clients on this machine and as a resource for others.
///
/// @param recordings where it is saved
/// @param limits     how long a text may be
public record MediaResults(Recordings recordings, ResultLimits limits) {
    /// What the addresses of saved recordings begin with.
    static final String RECORDINGS = "ghl://recordings/";

    /// In bytes. As base64 inside JSON it takes a third more, and the whole of it goes through the client.
    private static final int MAX_INLINE = 1 << 20;

    /// In bytes, of a file inside the JSON that an assistant reads.
    private static final int MAX_DATA = 16 << 10;

    ToolResult of(String principal, ToolDefinition tool, ObjectNode arguments, Reply.Media answer) {
        String outcome = Integer.toString(answer.status());
        if (answer.type().startsWith("text/")) {
            String text = limits.text(new String(answer.bytes(), StandardCharsets.UTF_8));
            ObjectNode json = Json.MAPPER.createObjectNode().put("text", text);
            return new ToolResult(text, json, null, false, outcome);
        }
        if (tool.indexed() && !answer.type().startsWith("audio/")) {
            return file(principal, answer);
        }
        ObjectNode facts =
                Json.MAPPER.createObjectNode().put("mimeType", answer.type()).put("bytes", answer.bytes().length);
        Attachment attachment = new Attachment.Audio(answer.type(), answer.bytes());
        if (answer.bytes().length > MAX_INLINE) {
            try {
                attachment = saved(principal, arguments, answer, facts);
            } catch (IOException e) {
                return ToolResult.failed(
                        "unsaved",
                        "The recording has " + answer.bytes().length + " bytes, too many for a result, and could not be"
                                + " saved in " + recordings.directory() + " ("
                                + e.getClass().getSimpleName()
                                + "): set GHL_RECORDINGS_DIR to a directory that can be written to.");
            }
        }
        return new ToolResult(null, facts, attachment, false, outcome);
    }

    /// What is no sound is saved for a client on this machine, and small enough for a result for another.
    private ToolResult file(String principal, Reply.Media answer) {
        String outcome = Integer.toString(answer.status());
        ObjectNode facts =
                Json.MAPPER.createObjectNode().put("mimeType", answer.type()).put("bytes", answer.bytes().length);
        if (recordings.remote()) {
            return answer.bytes().length > MAX_DATA
                    ? ToolResult.failed(
                            "unsaved",
                            "The answer is a file of " + answer.bytes().length + " bytes (" + answer.type()
                                    + "), too many for a result: `ghl-mcp call` saves it.")
                    : ToolResult.answer(
                            outcome, facts.put("dataBase64", Base64.getEncoder().encodeToString(answer.bytes())));
        }
        try {
            String suffix = "." + answer.type().replaceFirst(".*/", "").replaceAll("[^a-z0-9]", "");
            Recordings.Saved saved = recordings.save(
                    principal, "file", suffix.length() > 1 && suffix.length() < 7 ? suffix : ".bin", answer.bytes());
            facts.put("file", saved.file().toString());
            return ToolResult.answer(
                    outcome,
                    facts.put(
                            "until",
                            recordings.end().truncatedTo(ChronoUnit.MINUTES).toString()));
        } catch (IOException e) {
            return ToolResult.failed(
                    "unsaved",
                    "The answer is a file that could not be saved in " + recordings.directory() + " ("
                            + e.getClass().getSimpleName()
                            + "): set GHL_RECORDINGS_DIR to a directory that can be written to.");
        }
    }

    /// Saves it, and says where it is read and until when.
    private Attachment saved(String principal, ObjectNode arguments, Reply.Media answer, ObjectNode facts)
            throws IOException {
        Recordings.Saved saved =
                recordings.save(principal, arguments.path("messageId").asString(), ".wav", answer.bytes());
        URI uri = recordings.remote()
                ? URI.create(RECORDINGS + saved.id())
                : saved.file().toUri();
        if (recordings.remote()) {
            facts.put("resource", uri.toString());
        } else {
            facts.put("file", saved.file().toString());
        }
        facts.put("until", recordings.end().truncatedTo(ChronoUnit.MINUTES).toString());
        return new Attachment.Saved(uri, saved.file().getFileName().toString(), answer.type(), answer.bytes().length);
    }
}
