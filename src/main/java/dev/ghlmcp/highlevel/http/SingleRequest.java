package dev.ghlmcp.highlevel.http;

import dev.ghlmcp.network.Network;
import dev.ghlmcp.network.WebClients;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.Method;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/// Sends requests on connections of their own: whether one has arrived is not left to the chance that an idle
/// connection is still good.
///
/// @param network   the way out
/// @param connect   the time to open a connection
/// @param read      the time for an answer
/// @param userAgent names this program
public record SingleRequest(Network network, Duration connect, Duration read, String userAgent) {
    /// An answer.
    ///
    /// @param body null if it is longer than the caller takes
    public record Answer(int status, ClientResponseHeaders headers, byte[] body) {}

    /// Sends one and reads the answer, whatever its status.
    ///
    /// @param max  of the answer, in bytes
    /// @param send adds headers and a body
    /// @throws dev.ghlmcp.network.ConnectionFailed if it was not sent, with the reason
    /// @throws IOException      if there is no answer
    /// @throws RuntimeException as Helidon tells of broken connections and answers
    public Answer send(String method, URI target, int max, Function<Http1ClientRequest, Http1ClientResponse> send)
            throws IOException {
        WebClient client = WebClients.of(read, userAgent);
        try (ConnectionPool pool = new ConnectionPool(target, network, connect);
                UpstreamConnection connection = pool.take("single")) {
            connection.limit(2L * max);
            Http1ClientResponse response = send.apply(client.client(Http1Client.PROTOCOL)
                    .method(Method.create(method))
                    .connection(connection)
                    .uri(target));
            return new Answer(
                    response.status().code(), response.headers(), AnswerBody.read(connection, response, max, () -> {}));
        } finally {
            client.closeResource();
        }
    }
}
