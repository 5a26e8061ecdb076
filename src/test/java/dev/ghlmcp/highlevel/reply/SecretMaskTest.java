package dev.ghlmcp.highlevel.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nothing that looks like a token is shown.
class SecretMaskTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    got pit-12345678-abcd                    | got ***
                    https://x/?t=pit-12345678-abcd&a=1       | https://x/?t=***&a=1
                    https%3A%2F%2Fx%3Ft%3Dpit-12345678%26a%3D1 | https%3A%2F%2Fx%3Ft%3D***%26a%3D1
                    https%3A%2F%2Fx%3Ft%3Dpit%2D12345678%2Dabcd | https%3A%2F%2Fx%3Ft%3D***
                    Bearer abcdefghijkl                      | Bearer ***
                    the pit-stop of a spit-roast             | the pit-stop of a spit-roast
                    """)
    void aTokenOfAnyAccountIsMasked(String text, String masked) {
        assertEquals(masked, SecretMask.ANY.text(text));
    }
}
