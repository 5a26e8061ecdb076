package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A start that fails ends with one sentence that names the setting, whatever is wrong.
class FailedStartIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GHL_CONFIG=FOLDER/none               | --sandbox tools         | There is no file
                    GHL_CONFIG=FOLDER                    | --sandbox http --port 0 | cannot be read
                    GHL_CONFIG=FOLDER/garbage            | stdio                   | must hold settings by their names
                    GHL_TOKEN_FILE=FOLDER                | stdio                   | is a folder
                    GHL_TOKEN_FILE=FOLDER/none           | doctor                  | run `ghl-mcp install` again, or name another
                    GHL_AUDIT_FILE=/                     | --sandbox http --port 0 | audit.file: / is a folder
                    GHL_AUDIT_FILE=FOLDER                | --sandbox tools         | is a folder: name a file in it
                    GHL_AUDIT_FILE=FOLDER/none/a.jsonl   | --sandbox tools         | is not there
                    GHL_API_UPLOAD_DIR=FOLDER/none       | doctor                  | api.upload-dir: there is no folder
                    GHL_API_UPLOAD_DIR=FOLDER/none       | stdio                   | api.upload-dir: there is no folder
                    GHL_HTTP_TOKENS_FILE=FOLDER          | --sandbox http --port 0 | is a folder
                    GHL_HTTP_TLS_KEY=FOLDER/garbage      | --sandbox http --port 0 | http.tls-key must be a PEM file
                    GHL_HTTP_TLS_KEY=FOLDER              | --sandbox http --port 0 | http.tls-key must be a PEM file
                    GHL_FLEET_STORE=nonsense             | stdio                   | fleet.store must be redis://
                    GHL_AUTH_STORE=redis://nonsense      | doctor                  | auth.store must be a file
                    """)
    void aWrongSettingIsNamedInASentence(String variable, String arguments, String sentence) throws Exception {
        Files.writeString(folder.resolve("garbage"), "garbage");
        String[] pair = variable.replace("FOLDER", folder.toString()).split("=", 2);
        Map<String, String> environment = pair[0].equals("GHL_HTTP_TLS_KEY")
                ? Map.of(pair[0], pair[1], "GHL_HTTP_TLS_CERT", pair[1])
                : Map.of(pair[0], pair[1]);
        assertFails(environment, sentence, arguments.split(" "));
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(used.getLocalPort());
            assertFails(Map.of(), "http.port " + port, "--sandbox", "http", "--port", port);
            assertFails(Map.of(), "Port " + port, "sandbox", "--port", port);
        }
    }

    private static void assertFails(Map<String, String> environment, String sentence, String... arguments)
            throws Exception {
        try (BuiltProgram program = BuiltProgram.start(environment, arguments)) {
            program.endInput();
            assertEquals(2, program.exitCode(), program::stderr);
            assertTrue(program.stderr().contains(sentence), program::stderr);
            assertEquals(1, program.stderr().lines().count(), program::stderr);
        }
    }
}
