package dev.ghlmcp.webhook;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PlainSocket;
import io.helidon.common.socket.SocketWriter;
import io.helidon.webclient.api.ClientConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;

/// A connected socket under Helidon's client, for one request.
final class WebhookConnection implements ClientConnection {
    private final Socket socket;
    private final HelidonSocket helidon;
    private final DataReader reader;
    private final DataWriter writer;

    WebhookConnection(Socket socket) {
        this.socket = socket;
        this.helidon = PlainSocket.client(socket, "webhook");
        this.reader = DataReader.create(helidon);
        this.writer = SocketWriter.create(helidon);
    }

    @Override
    public DataReader reader() {
        return reader;
    }

    @Override
    public DataWriter writer() {
        return writer;
    }

    @Override
    public String channelId() {
        return "webhook";
    }

    @Override
    public HelidonSocket helidonSocket() {
        return helidon;
    }

    @Override
    public void readTimeout(Duration timeout) {
        try {
            socket.setSoTimeout((int) timeout.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its opener closes it.
    @Override
    public void releaseResource() {}

    @Override
    public void closeResource() {}
}
