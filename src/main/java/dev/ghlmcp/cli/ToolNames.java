package dev.ghlmcp.cli;

import dev.ghlmcp.catalog.ToolList;
import java.util.Iterator;

/// The tools' names, for a shell to complete.
final class ToolNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return ToolList.load().names().iterator();
    }
}
