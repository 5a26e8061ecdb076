package dev.ghlmcp.cli.output;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Arguments as JSON on the command line.
class JsonArgumentsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"query":"a","query":"b"} | has a name twice at line 1
                    {"query":                 | is not valid JSON at line 1
                    [1]                       | wants one JSON object
                    {} {}                     | wants one JSON object
                    """)
    void whatIsNotOneObjectIsSaid(String json, String sentence) {
        UsageException e = assertThrows(
                UsageException.class,
                () -> new JsonArguments("-", false)
                        .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }
}
