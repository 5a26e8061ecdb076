package dev.ghlmcp.catalog;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.mcp.DeclaredTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.audit.CallLog;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Every tool on a fresh sandbox, on a day when its diary is full.
final class Trial implements AutoCloseable {
    private static final Instant TODAY = Instant.parse("2026-11-23T13:00:00Z");

    private final Sandbox sandbox;
    private final Dispatcher dispatcher;

    Trial(Catalog catalog) {
        sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0).withClock(() -> TODAY));
        dispatcher = DispatcherFixture.on(sandbox.uri())
                .sources(List.of(new DeclaredTools(catalog, ToolView.load())))
                .recordings(Path.of(System.getProperty("java.io.tmpdir")))
                .allowingAll()
                .listener(new CallLog(new PrintStream(OutputStream.nullOutputStream())))
                .open();
    }

    ToolResult call(String tool, ObjectNode arguments) {
        return dispatcher.call(dispatcher.local(), Confirmer.ABSENT, tool, arguments);
    }

    @Override
    public void close() {
        dispatcher.close();
        sandbox.close();
    }
}
