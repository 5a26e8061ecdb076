package dev.ghlmcp.server.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/// A connection that [RequestReader] reads and [ResponseWriter] writes.
record ReadingContext(ConnectionContext helidon, DataReader dataReader, ResponseWriter dataWriter)
        implements ConnectionContext {
    /// @param maxBody bytes
    static ReadingContext of(ConnectionContext helidon, int maxBody, SlowClientGuard guard) {
        DataReader raw = helidon.dataReader();
        return new ReadingContext(
                helidon,
                new RequestReader(new Http10(() -> next(raw)), maxBody),
                new ResponseWriter(helidon.dataWriter(), guard));
    }

    private static byte[] next(DataReader raw) {
        try {
            raw.ensureAvailable();
            return raw.readBytes(raw.available());
        } catch (DataReader.InsufficientDataAvailableException _) {
            return null;
        }
    }

    @Override
    public ListenerContext listenerContext() {
        return helidon.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return helidon.executor();
    }

    @Override
    public Router router() {
        return helidon.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return helidon.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return helidon.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return helidon.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return helidon.localPeer();
    }

    @Override
    public boolean isSecure() {
        return helidon.isSecure();
    }

    @Override
    public String socketId() {
        return helidon.socketId();
    }

    @Override
    public String childSocketId() {
        return helidon.childSocketId();
    }
}
