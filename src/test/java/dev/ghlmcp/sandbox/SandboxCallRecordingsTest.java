package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// The sound and the words of a recorded call.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxCallRecordingsTest {
    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void playsARecordedCall() throws Exception {
        HttpResponse<byte[]> response = wire.client()
                .send(wire.authorized("GET", recording(call("Walter"))).build(), BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        assertEquals(
                "audio/x-wav", response.headers().firstValue("Content-Type").orElseThrow());
        AudioFileFormat format = AudioSystem.getAudioFileFormat(new ByteArrayInputStream(response.body()));
        assertEquals(8_000, format.getFrameLength());
        assertEquals(400, wire.get(recording(call("Ruth"))).status());
    }

    @Test
    void transcribesARecordedCall() throws Exception {
        String path = "/conversations/locations/LOC/messages/%s/transcription"
                .formatted(call("Walter").get("id").asString());
        JsonNode sentences = wire.get(path).body();
        assertTrue(sentences.isArray());
        assertEquals(5, sentences.size());
        assertEquals(
                "This call may be recorded for quality assurance purposes.",
                sentences.at("/0/transcript").asString());
        HttpResponse<String> download =
                wire.client().send(wire.authorized("GET", path + "/download").build(), BodyHandlers.ofString());
        assertEquals("text/plain", download.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(5, download.body().lines().count());
        assertEquals(403, wire.get(path.replace("LOC", "another")).status());
    }

    private JsonNode call(String name) {
        String conversation = wire.get("/conversations/search?locationId=LOC&query=" + name)
                .body()
                .at("/conversations/0/id")
                .asString();
        return wire.get("/conversations/" + conversation + "/messages?type=TYPE_CALL")
                .body()
                .at("/messages/messages/0");
    }

    private static String recording(JsonNode message) {
        return "/conversations/messages/%s/locations/LOC/recording"
                .formatted(message.get("id").asString());
    }
}
