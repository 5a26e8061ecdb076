package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.watch.Trigger;
import java.util.Iterator;

/// The tools' names, for a shell to complete.
final class ToolNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return ToolView.load().listed().iterator();
    }

    /// Those of what can be watched.
    static final class Watched implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Trigger.load().keySet().iterator();
        }
    }
}
