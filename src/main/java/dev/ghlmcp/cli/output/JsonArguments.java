package dev.ghlmcp.cli.output;

import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/// A tool's arguments as one JSON object, from the command line or standard input.
///
/// @param json the object, or `-` for standard input
/// @param each whether standard input has the lines of `--each`
public record JsonArguments(String json, boolean each) {
    private static final ObjectReader STRICT = Json.MAPPER
            .reader()
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// Parses the bytes as one JSON value.
    ///
    /// @throws JacksonException if they are none, or an object in it has a name twice
    public static JsonNode strict(byte[] json) {
        return STRICT.readTree(json);
    }

    /// The object.
    ///
    /// @param in standard input
    public ObjectNode read(InputStream in) throws IOException, UsageException {
        if (each && json.equals("-")) {
            throw new UsageException("--each reads standard input, so --json - cannot");
        }
        try {
            if (strict(json.equals("-") ? in.readAllBytes() : json.getBytes(StandardCharsets.UTF_8))
                    instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            TokenStreamLocation where = e.getLocation();
            throw new UsageException("--json "
                    + (e.getMessage().startsWith("Duplicate") ? "has a name twice" : "is not valid JSON")
                    + (where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr())
                    + ": it wants one JSON object, such as '{\"query\":\"smith\"}' in single quotes");
        }
        throw new UsageException("--json wants one JSON object, such as '{\"query\":\"smith\"}' in single quotes");
    }
}
