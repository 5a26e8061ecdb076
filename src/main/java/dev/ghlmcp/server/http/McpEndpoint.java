package dev.ghlmcp.server.http;

import dev.ghlmcp.server.feature.ServerFeatures;
import java.util.List;

/// The session and stateless handlers of one path.
///
/// @param offer through the sessions of 2025-11-25 and older
/// @param eras  asked first, in this order
public record McpEndpoint(ServerFeatures offer, List<ProtocolEra> eras) {}
