package dev.ghlmcp.server.host;

import dev.ghlmcp.server.session.StreamableEndpoint;
import dev.ghlmcp.server.stateless.StatelessEra;

/// Both eras at one path.
record McpEndpoint(StreamableEndpoint session, StatelessEra stateless) {}
