package dev.ghlmcp.network;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// The way out of this machine: through a proxy or not, and with which certificates. Nothing is read or resolved before
/// the first connection. Thread-safe.
///
/// @param secure the proxy to `https` addresses; null for none
/// @param plain  the one to `http` addresses; null for none
/// @param bypass the hosts that need none
/// @param roots  the authorities that are trusted
public record Network(ProxyAddress secure, ProxyAddress plain, ProxyBypass bypass, TrustedRoots roots) {
    /// Without proxies, and with the JDK's authorities.
    public static final Network DIRECT = new Network(null, null, ProxyBypass.of(""), TrustedRoots.JDK);

    /// By these proxies.
    ///
    /// @param bypass a list as in `NO_PROXY`
    /// @param files  PEM files with authorities, by the setting or variable that names them
    public static Network of(ProxyAddress secure, ProxyAddress plain, String bypass, Map<String, Path> files) {
        return new Network(
                secure, plain, ProxyBypass.of(bypass), files.isEmpty() ? TrustedRoots.JDK : new TrustedRoots(files));
    }

    /// The proxy on the way to an address; null for none.
    public ProxyAddress proxy(URI address) {
        ProxyAddress proxy = https(address) ? secure : plain;
        return proxy == null || bypass.covers(address.getHost(), port(address)) ? null : proxy;
    }

    /// Connects a socket to an address, or to the proxy, which then passes everything on. TLS with the address itself
    /// is for [#secured].
    ///
    /// @return the socket, or TLS on top of it if the proxy has that
    /// @throws ConnectionFailed with what stands in the way
    public Socket connect(Socket socket, URI address, int timeoutMs) throws IOException {
        return connect(socket, address, null, timeoutMs);
    }

    /// The same, with the address that a name has been resolved to: no other is connected to.
    ///
    /// @param resolved null to resolve it now
    public Socket connect(Socket socket, URI address, InetAddress resolved, int timeoutMs) throws IOException {
        ProxyAddress proxy = proxy(address);
        String host = proxy == null ? name(address) : proxy.host();
        InetSocketAddress next = proxy != null
                ? new InetSocketAddress(host, proxy.port())
                : resolved == null
                        ? new InetSocketAddress(host, port(address))
                        : new InetSocketAddress(resolved, port(address));
        String named = proxy == null ? "" : "the proxy " + proxy + ": ";
        if (next.isUnresolved()) {
            throw new ConnectionFailed(named + "the address of " + host + " was not found", true, null);
        }
        try {
            socket.connect(next, timeoutMs);
        } catch (IOException e) {
            throw proxy == null ? e : new ConnectionFailed(named + refused(e), e);
        }
        if (proxy == null) {
            return socket;
        }
        socket.setSoTimeout(timeoutMs);
        Socket way = proxy.secure() ? encrypted(socket, proxy) : socket;
        String target = resolved == null ? name(address) : resolved.getHostAddress();
        new ProxyTunnel(proxy, target, port(address)).open(way);
        socket.setSoTimeout(0);
        return way;
    }

    /// What a failed handshake says of the certificate; the exception itself if it says nothing.
    private static IOException explained(IOException failure, String before) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedCertificate untrusted) {
                return new ConnectionFailed(before + untrusted.getMessage(), true, failure);
            }
        }
        return failure;
    }

    /// What an address is spoken to by on a connected socket: TLS with the certificate of its host if it is an `https`
    /// one, else the socket itself.
    ///
    /// @throws ConnectionFailed if the certificate is not trusted
    public Socket secured(Socket socket, URI address) throws IOException {
        return https(address) ? encrypted(socket, name(address), port(address), "") : socket;
    }

    private Socket encrypted(Socket socket, ProxyAddress proxy) throws IOException {
        String named = "the proxy " + proxy + ": ";
        try {
            return encrypted(socket, proxy.host(), proxy.port(), named);
        } catch (ConnectionFailed e) {
            throw e;
        } catch (IOException e) {
            throw new ConnectionFailed(named + "the secure connection failed", e);
        }
    }

    private SSLSocket encrypted(Socket socket, String host, int port, String named) throws IOException {
        SSLSocket encrypted = (SSLSocket) roots.context().getSocketFactory().createSocket(socket, host, port, true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        encrypted.setSSLParameters(parameters);
        try {
            encrypted.startHandshake();
        } catch (IOException e) {
            throw explained(e, named);
        }
        return encrypted;
    }

    private static String refused(IOException e) {
        return switch (e) {
            case SocketTimeoutException _ -> "it did not answer in time";
            case ConnectException _, NoRouteToHostException _ -> "the connection was refused";
            default -> "the connection broke off";
        };
    }

    private static boolean https(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    private static String name(URI address) {
        return address.getHost().replaceAll("[\\[\\]]", "");
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : https(address) ? 443 : 80;
    }
}
