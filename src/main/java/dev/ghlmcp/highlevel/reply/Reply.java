package dev.ghlmcp.highlevel.reply;

import dev.ghlmcp.operation.annotation.TokenClass;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/// How a call to HighLevel ended.
public sealed interface Reply permits Reply.Answer, Reply.Media, Reply.Draft, Failure {
    /// HighLevel did what was asked.
    ///
    /// @param status the HTTP status, 200 to 299
    /// @param body   what it answered, unchanged; an empty object if it answered nothing
    record Answer(int status, JsonNode body) implements Reply {}

    /// HighLevel did what was asked, and its answer is no JSON.
    ///
    /// @param type  the media type, such as `audio/x-wav`
    /// @param bytes as they came
    record Media(int status, String type, byte[] bytes) implements Reply {}

    /// Nothing was sent, as was asked (see [HighLevel#drafting]): this is the request that would have been.
    ///
    /// @param url     with its query
    /// @param version the `Version` header
    /// @param token   the class of the token that it would go out with
    /// @param type    the media type of the body, or null for none
    /// @param body    as JSON, or null for none
    record Draft(String method, URI url, String version, TokenClass token, String type, byte[] body) implements Reply {}
}
