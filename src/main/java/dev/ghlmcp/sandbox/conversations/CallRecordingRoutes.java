package dev.ghlmcp.sandbox.conversations;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What was recorded of calls: the sound, which is a second of silence, and what was said.
record CallRecordingRoutes(SandboxStore store) {
    private static final int SAMPLES_PER_SECOND = 8_000;
    private static final int HEADER = 44;

    List<Route> routes() {
        // The holes come in another order for the sound.
        String transcription = "/conversations/locations/{locationId}/messages/{messageId}/transcription";
        return List.of(
                new Route(
                        "GET",
                        "/conversations/messages/{messageId}/locations/{locationId}/recording",
                        "audio/x-wav",
                        call -> {
                            sentences(call);
                            return Json.MAPPER.getNodeFactory().binaryNode(silence());
                        }),
                Route.get(transcription, this::sentences),
                new Route(
                        "GET",
                        transcription + "/download",
                        "text/plain",
                        call -> Json.MAPPER
                                .getNodeFactory()
                                .stringNode(sentences(call)
                                        .valueStream()
                                        .map(sentence ->
                                                sentence.get("transcript").stringValue())
                                        .collect(Collectors.joining("\n", "", "\n")))));
    }

    private JsonNode sentences(RouteCall call) {
        String id = call.hole("messageId");
        store.records("messages").require(call, id);
        return store.records("transcriptions")
                .where("messageId", id)
                .map(transcription -> transcription.get("sentences"))
                .findFirst()
                .orElseThrow(() -> ApiError.badRequest("Message with id " + id + " has no recording"));
    }

    /// A WAV file of 8-bit mono PCM.
    private static byte[] silence() {
        byte[] file = new byte[HEADER + SAMPLES_PER_SECOND];
        Arrays.fill(file, (byte) 0x80);
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(file.length - 8)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(SAMPLES_PER_SECOND)
                .putInt(SAMPLES_PER_SECOND)
                .putShort((short) 1)
                .putShort((short) 8)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(SAMPLES_PER_SECOND);
        return file;
    }
}
