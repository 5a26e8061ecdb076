package dev.ghlmcp.highlevel.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.limit.window.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The rates that a person writes into the settings file.
class ToolLimitsTest {
    private static final List<ToolDefinition> TOOLS = Catalog.load().tools();

    @Test
    void readsRatesOfToolsAndToolsets() {
        ToolLimits limits = ToolLimits.of(Map.of("tools.get_contact", "30/1m", "toolsets.blogs", " 1000 / 1d"), TOOLS);
        assertEquals(Map.of("get_contact", new Rate(30, Duration.ofMinutes(1))), limits.tools());
        assertEquals(Map.of("blogs", new Rate(1000, Duration.ofDays(1))), limits.toolsets());
    }

    @Test
    void saysWhichKeyIsWrongAndHowToWriteIt() {
        assertEquals(
                "tools.get_contcat: there is no tool get_contcat; did you mean get_contact?",
                refusal("tools.get_contcat", "30/1m"));
        assertEquals(
                "toolsets.contact: there is no toolset contact; did you mean contacts?",
                refusal("toolsets.contact", "30/1m"));
        assertEquals(
                "get_contact must stand below tools or toolsets: {tools: {get_contact: 30/1m}}",
                refusal("get_contact", "30/1m"));
        for (String rate : List.of("", "30", "30/m", "0/1m", "30/0s", "-1/1s", "30/1w", "thirty/1m", "1.5/1s")) {
            assertEquals(
                    "tools.get_contact must be calls/time such as 5/10s, 30/1m, 200/1h or 1000/1d, got '" + rate + "'",
                    refusal("tools.get_contact", rate));
        }
    }

    private static String refusal(String key, String rate) {
        return assertThrows(IllegalArgumentException.class, () -> ToolLimits.of(Map.of(key, rate), TOOLS))
                .getMessage();
    }
}
