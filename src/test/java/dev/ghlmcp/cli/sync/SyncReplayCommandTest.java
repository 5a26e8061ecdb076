package dev.ghlmcp.cli.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which editor opens a message.
class SyncReplayCommandTest {
    @Test
    void anEmptyVariableHidesNoEditor() {
        assertEquals("nano", SyncReplayCommand.editor(Map.of("VISUAL", "", "EDITOR", "nano")));
        assertEquals("code -w", SyncReplayCommand.editor(Map.of("VISUAL", "code -w", "EDITOR", "nano")));
        assertNull(SyncReplayCommand.editor(Map.of("EDITOR", " ")));
    }
}
