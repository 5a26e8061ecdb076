package dev.ghlmcp.server.protocol;

import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// The description of the server in its first answer, in either era. Written member by member, because data binding
/// would slow the start.
public final class ServerIntroduction {
    private ServerIntroduction() {}

    /// Whether they are this program's own, which announce no changes.
    public static boolean own(ServerCapabilities capabilities) {
        return (capabilities.prompts() == null
                        || !Boolean.TRUE.equals(capabilities.prompts().listChanged()))
                && unwatched(capabilities.resources());
    }

    private static boolean unwatched(ServerCapabilities.ResourceCapabilities resources) {
        return resources == null
                || !(Boolean.TRUE.equals(resources.subscribe()) || Boolean.TRUE.equals(resources.listChanged()));
    }

    /// Name, title and version, as an object.
    public static PreparedJson server(Implementation server) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = MessageWriter.JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            server(json, server);
        }
        return new PreparedJson(bytes.toByteArray());
    }

    /// The members of an answer to `server/discover`, for capabilities that are our own.
    ///
    /// @param instructions may be null
    public static PreparedJson discovery(String version, ServerCapabilities capabilities, String instructions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = MessageWriter.JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeName("supportedVersions").writeStartArray();
            json.writeString(version).writeEndArray();
            capabilities(json, capabilities);
            if (instructions != null) {
                json.writeStringProperty("instructions", instructions);
            }
            json.writeEndObject();
        }
        return new PreparedJson(bytes.toByteArray());
    }

    static void server(JsonGenerator json, Implementation server) {
        json.writeStartObject().writeStringProperty("name", server.name());
        if (server.title() != null) {
            json.writeStringProperty("title", server.title());
        }
        json.writeStringProperty("version", server.version()).writeEndObject();
    }

    /// A member of the object that is being written.
    static void capabilities(JsonGenerator json, ServerCapabilities capabilities) {
        json.writeName("capabilities").writeStartObject();
        empty(json, "tools", capabilities.tools());
        empty(json, "resources", capabilities.resources());
        empty(json, "prompts", capabilities.prompts());
        empty(json, "completions", capabilities.completions());
        json.writeEndObject();
    }

    private static void empty(JsonGenerator json, String name, Object capability) {
        if (capability != null) {
            json.writeName(name).writeStartObject().writeEndObject();
        }
    }
}
