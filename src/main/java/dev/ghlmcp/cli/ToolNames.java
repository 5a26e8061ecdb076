package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.ToolView;
import java.util.Iterator;

/// The tools' names, for a shell to complete.
final class ToolNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return ToolView.load().listed().iterator();
    }
}
