package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.call.ToolResult.Attachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that are no JSON.
class MediaTest {
    @TempDir
    Path directory;

    @Test
    void aShortRecordingIsSentAlong() {
        byte[] sound = new byte[1000];
        ToolResult result = recording(wav(sound));
        assertEquals(
                "{\"mimeType\":\"audio/x-wav\",\"bytes\":1000,\"touched\":{\"locationId\":\"loc1\"}}", result.text());
        var audio = assertInstanceOf(Attachment.Audio.class, result.attachment());
        assertEquals("audio/x-wav", audio.type());
        assertArrayEquals(sound, audio.bytes());
    }

    @Test
    void aLongRecordingIsSavedForThisUserOnly() throws IOException {
        byte[] sound = new byte[2 << 20];
        ToolResult result = recording(wav(sound));
        var saved = assertInstanceOf(Attachment.Saved.class, result.attachment());
        Path file = Path.of(saved.file());
        assertEquals(sound.length, saved.size());
        assertArrayEquals(sound, Files.readAllBytes(file));
        assertTrue(result.text().contains(file.toString()), result.text());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aRecordingThatCannotBeSavedSaysWhatToSet() throws IOException {
        Files.writeString(directory.resolve("recordings"), "a file, not a directory");
        ToolResult result = recording(wav(new byte[2 << 20]));
        assertTrue(result.error() && result.text().contains("GHL_RECORDINGS_DIR"), result.text());
    }

    @Test
    void aRecordingBeyondAllBoundsIsRefused() {
        String text = recording(wav(new byte[(32 << 20) + 1])).text();
        assertTrue(text.contains("larger than 32 MiB"), text);
    }

    @Test
    void anErrorIsStillJson() {
        ToolResult result = recording(aResponse().withStatus(404).withBody("{\"message\":\"No recording\"}"));
        assertTrue(result.error() && result.text().contains("No recording"), result.text());
    }

    @Test
    void aTranscriptionIsText() {
        ToolResult result = call(
                "download_message_transcription",
                aResponse()
                        .withHeader("Content-Type", "text/plain; charset=utf-8")
                        .withBody("Ada: é\nNora: {}"));
        assertEquals("Ada: é\nNora: {}", result.text());
        assertEquals(
                "{\"text\":\"Ada: é\\nNora: {}\",\"touched\":{\"locationId\":\"loc1\"}}",
                result.json().toString());
    }

    private ToolResult recording(ResponseDefinitionBuilder answer) {
        return call("get_message_recording", answer);
    }

    private ToolResult call(String tool, ResponseDefinitionBuilder answer) {
        try (Scripted scripted =
                new Scripted(Generation.DATED, "pit-location", null, directory.resolve("recordings"))) {
            scripted.answer(any(anyUrl()), answer);
            return scripted.call(tool, "{'messageId':'m1'}");
        }
    }

    private static ResponseDefinitionBuilder wav(byte[] sound) {
        return aResponse().withHeader("Content-Type", "audio/x-wav").withBody(sound);
    }
}
