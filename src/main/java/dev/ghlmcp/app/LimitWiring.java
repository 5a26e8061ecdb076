package dev.ghlmcp.app;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.config.Section;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.highlevel.limit.LimiterOptions;
import dev.ghlmcp.highlevel.limit.RateLimiters;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.limit.ToolLimits;
import dev.ghlmcp.redis.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The settings of limits, checked when this is built. The limits themselves are built on demand.
///
/// @param fleet  shares them
/// @param limits of the person who runs the program; null for none
public record LimitWiring(Settings settings, RedisWiring fleet, ToolLimits limits) {
    /// Checks the settings.
    ///
    /// @throws SettingsException if one of them cannot be used
    static LimitWiring of(Settings settings, Generation generation) {
        settings.flag(Setting.RATE_LIMITS);
        settings.millis(Setting.MAX_WAIT);
        Map<String, String> section = settings.section(Section.LIMITS);
        try {
            // The start of stdio does without the catalogue.
            return new LimitWiring(
                    settings,
                    new RedisWiring(settings),
                    section.isEmpty() ? null : ToolLimits.of(section, known(section, generation)));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Section.LIMITS.key() + "." + e.getMessage());
        }
    }

    /// The tools, and the operations of the API that the section names.
    private static List<ToolDefinition> known(Map<String, String> section, Generation generation) {
        List<ToolDefinition> known = new ArrayList<>(Catalog.load(generation).tools());
        ApiTools api = new ApiTools(generation);
        List<String> names = section.keySet().stream()
                .map(key -> key.substring(key.indexOf('.') + 1))
                .toList();
        api.meant(names, known).forEach(name -> known.add(api.tool(name)));
        return known;
    }

    public RequestLimits budgets() {
        if (!settings.flag(Setting.RATE_LIMITS)) {
            return RequestLimits.none();
        }
        ToolLimits own = limits == null ? ToolLimits.NONE : limits;
        Duration longestWait = settings.millis(Setting.MAX_WAIT);
        Redis redis = fleet.redis();
        return redis == null
                ? RateLimiters.local(new LimiterOptions(own, longestWait, 1))
                : RateLimiters.shared(new LimiterOptions(own, longestWait, fleet.servers()), redis);
    }
}
