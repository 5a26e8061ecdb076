package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.call.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that calls upload.
class UploadsTest {
    private static final byte[] LOGO = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0, (byte) 0xff};

    @TempDir
    Path home;

    private final IndexedUpstream upstream = new IndexedUpstream("all");
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        folder = Files.createDirectory(home.resolve("uploads"));
        Files.write(folder.resolve("logo.png"), LOGO);
        Files.writeString(home.resolve("secret.txt"), "pit-secret");
        Files.createSymbolicLink(folder.resolve("link.txt"), home.resolve("secret.txt"));
        Files.createSymbolicLink(folder.resolve("out"), home);
        Files.createSymbolicLink(folder.resolve("dangling.txt"), home.resolve("absent.txt"));
    }

    @AfterEach
    void close() {
        upstream.close();
    }

    private void assertLogo(String name) {
        var part = upstream.sent().getPart("file");
        assertArrayEquals(LOGO, part.getBody().asBytes());
        assertTrue(
                part.getHeader("Content-Disposition").firstValue().contains("filename=\"" + name + "\""),
                part::toString);
    }

    @Test
    void aFileOfTheFolderIsSentAsAPart() {
        upstream.fixture.uploads(folder);
        ToolResult result = upstream.call("upload_media_file", "{'file':'logo.png','name':'Logo','hosted':false}");
        assertFalse(result.error(), result::text);
        assertLogo("logo.png");
        assertEquals("Logo", upstream.sent().getPart("name").getBody().asString());
        assertEquals("false", upstream.sent().getPart("hosted").getBody().asString());
        assertTrue(result.text().contains("logo.png (8 bytes)"), result::text);
    }

    @Test
    void noFileOutsideOfTheFolderIsRead() {
        upstream.fixture.uploads(folder);
        for (String path : List.of(
                "../secret.txt",
                home.resolve("secret.txt").toString(),
                "link.txt",
                "out/secret.txt",
                "/etc/passwd",
                "out/absent.txt",
                "out/absent/absent.txt",
                "dangling.txt",
                ".")) {
            ToolResult result = upstream.call("upload_media_file", "{'file':'" + path + "'}");
            assertTrue(result.text().contains("must be a file in the folder"), () -> path + ": " + result.text());
            ToolResult inner = upstream.call("upload_form_files", "{'contactId':'c1','files':{'f1':'" + path + "'}}");
            assertTrue(inner.text().contains("must be a file in the folder"), () -> path + ": " + inner.text());
        }
        assertEquals(List.of(), upstream.urls());
    }

    @Test
    void aMisspeltNameIsToldFromAPathThatLeadsOut() {
        upstream.fixture.uploads(folder);
        ToolResult misspelt = upstream.call("upload_media_file", "{'file':'logo.pgn'}");
        assertTrue(
                misspelt.text().contains("there is no logo.pgn in the folder " + folder)
                        && misspelt.text().contains("did you mean logo.png?"),
                misspelt::text);
        ToolResult deep = upstream.call("upload_media_file", "{'file':'absent/logo.png'}");
        assertTrue(deep.text().contains("there is no absent/logo.png in the folder"), deep::text);
        assertEquals(List.of(), upstream.urls());
    }

    @Test
    void anUploadWithoutAFileIsRefused() throws IOException {
        upstream.fixture.uploads(folder);
        Files.createFile(folder.resolve("empty.png"));
        for (String call : List.of(
                "upload_media_file {}",
                "upload_media_file {'name':'Logo'}",
                "upload_media_file {'file':''}",
                "upload_media_file {'file':null}",
                "upload_media_file {'file':'empty.png'}",
                "upload_social_csv {}",
                "upload_form_files {'contactId':'c1'}",
                "upload_form_files {'contactId':'c1','files':{}}",
                "upload_custom_field_file {'id':'f1'}",
                "upload_message_files {'conversationId':'c1','contactId':'c2'}")) {
            ToolResult result =
                    upstream.call(call.substring(0, call.indexOf(' ')), call.substring(call.indexOf(' ') + 1));
            assertTrue(result.error() && result.text().contains("file"), () -> call + ": " + result.text());
        }
        assertEquals(List.of(), upstream.urls());
        ToolResult hosted = upstream.call("upload_media_file", "{'hosted':true,'fileUrl':'https://example.com/a.png'}");
        assertFalse(hosted.error(), hosted::text);
    }

    @Test
    void whatIsNoBase64IsNotUploaded() {
        for (String data : List.of("!!notb64", "@@@@", "%%%", "", "a")) {
            ToolResult result =
                    upstream.call("upload_media_file", "{'file':{'filename':'a.png','dataBase64':'" + data + "'}}");
            assertTrue(
                    result.text().contains(data.isEmpty() ? "is empty" : "is not valid base64"),
                    () -> data + ": " + result.text());
        }
        assertEquals(List.of(), upstream.urls());
        assertFalse(upstream.call("upload_media_file", "{'file':{'filename':'a.png','dataBase64':'aGVs\\nbG8='}}")
                .error());
    }

    @Test
    void withoutAFolderNothingIsRead() {
        ToolResult remote = upstream.call("upload_media_file", "{'file':'" + folder.resolve("logo.png") + "'}");
        assertTrue(remote.text().contains("this server reads no files"), remote::text);
        ToolResult object = upstream.call("upload_media_file", "{'file':{'path':'/etc/passwd'}}");
        assertTrue(object.text().contains("this server reads no files"), object::text);
        assertEquals(List.of(), upstream.urls());
    }

    @Test
    void aContentThatTheCallHoldsIsSentFromEverywhere() {
        String data = Base64.getEncoder().encodeToString(LOGO);
        ToolResult result = upstream.call(
                "upload_media_file", "{'file':{'filename':'a/../b\\\"\\r\\nX: y.png','dataBase64':'" + data + "'}}");
        assertFalse(result.error(), result::text);
        assertLogo("b%22%0D%0AX: y.png");
        assertFalse(result.text().contains(data), result::text);
        ToolResult form = upstream.call(
                "upload_form_files",
                "{'contactId':'c1','files':{'field1_1':{'filename':'logo.png','dataBase64':'" + data + "'}}}");
        assertFalse(form.error(), form::text);
        assertArrayEquals(LOGO, upstream.sent().getPart("field1_1").getBody().asBytes());
        ToolResult broken = upstream.call("upload_media_file", "{'file':{'filename':'logo.png','dataBase64':'%%%'}}");
        assertTrue(broken.error(), broken::text);
    }

    @Test
    void anAnswerThatIsAFileIsSaved() throws IOException {
        upstream.fixture.recordings(home.resolve("recordings"));
        upstream.server.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(200)
                        .withHeader("Content-Type", "application/pdf")
                        .withBody(LOGO)));
        ToolResult result = upstream.call("list_surveys", "{}");
        assertFalse(result.error(), result::text);
        Path saved = Path.of(result.json().path("file").asString());
        assertArrayEquals(LOGO, Files.readAllBytes(saved));
        assertTrue(saved.toString().endsWith(".pdf"), saved::toString);
    }

    @Test
    void aDryRunShowsNamesInPlaceOfContents() {
        upstream.fixture.uploads(folder);
        ToolResult result = upstream.call("upload_media_file", "{'file':'logo.png','dryRun':true}");
        assertEquals(
                "logo.png (8 bytes)", result.json().at("/request/body/file").asString(), result::text);
        assertEquals(
                "multipart/form-data",
                result.json().at("/request/headers/Content-Type").asString());
        assertFalse(result.text().contains(new String(LOGO, StandardCharsets.ISO_8859_1)));
        assertEquals(List.of(), upstream.urls());
    }
}
