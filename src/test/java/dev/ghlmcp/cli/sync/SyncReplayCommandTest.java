package dev.ghlmcp.cli.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which editor opens a message.
class SyncReplayCommandTest {
    @Test
    void anEmptyVariableHidesNoEditor() {
        assertEquals("nano", MessageEditor.editor(Map.of("VISUAL", "", "EDITOR", "nano")));
        assertEquals("code -w", MessageEditor.editor(Map.of("VISUAL", "code -w", "EDITOR", "nano")));
        assertNull(MessageEditor.editor(Map.of("EDITOR", " ")));
    }
}
