package dev.ghlmcp.server.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.http.Warmup;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.protocol.InFlight;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstCallTest {
    @Test
    void goesAllTheWayThroughTheServerAndIsToldToNobody() {
        List<CompletedCall> told = new ArrayList<>();
        try (Warmup upstream = new Warmup();
                Dispatcher dispatcher = DispatcherFixture.of(new HighLevelClient(upstream.account(), "test"))
                        .listener(told::add)
                        .open()) {
            assertTrue(dispatcher.warm(like -> FirstCall.of(
                    ToolServer.features(ToolView.load(), () -> like, null, "test"),
                    like.local(),
                    new InFlight.Room(10, 1 << 20, 10))));
        }
        assertEquals(List.of(), told);
    }
}
