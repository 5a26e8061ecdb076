package dev.ghlmcp.server.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Compact JSON that is written as it stands.
///
/// @param bytes one complete JSON value in UTF-8
public record PreparedJson(byte[] bytes) {
    /// The same object with members before its own.
    ///
    /// @param head whole members, with a comma after each
    public PreparedJson headed(String head) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + head.length());
        whole.write('{');
        whole.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        whole.write(bytes, 1, bytes.length - 1);
        return new PreparedJson(whole.toByteArray());
    }
}
