package dev.ghlmcp.cli.completion;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.watch.Trigger;
import java.util.Iterator;

/// The tools' names, for a shell to complete.
public final class ToolNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return ToolView.load().listed().iterator();
    }

    /// Those of what can be watched.
    public static final class Watched implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Trigger.load().keySet().iterator();
        }
    }
}
