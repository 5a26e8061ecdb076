package dev.ghlmcp.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a proxy to pass everything on to a host (CONNECT, RFC 9110 9.3.6).
///
/// @param host as the proxy is to resolve it
record ProxyTunnel(ProxyAddress proxy, String host, int port) {
    private static final int MAX_HEAD = 64 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( [^\r\n]*)?");
    private static final Pattern SCHEME = Pattern.compile("(?im)^Proxy-Authenticate: *([\\w-]+)");

    /// @throws ConnectionFailed with what the proxy said
    void open(Socket way) throws IOException {
        String head;
        try {
            way.getOutputStream().write(request().getBytes(StandardCharsets.ISO_8859_1));
            head = head(way.getInputStream());
        } catch (SocketTimeoutException e) {
            throw failed("it did not answer in time", e);
        } catch (IOException e) {
            throw failed("the connection broke off", e);
        }
        Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
        if (!status.matches()) {
            throw failed("it gave no answer of an HTTP proxy", null);
        }
        if (status.group(1).equals("407")) {
            throw failed(unauthorized(head), true, null);
        }
        if (!status.group(1).startsWith("2")) {
            String says = "it answered " + status.group(1) + " when asked for " + target();
            throw failed(says, status.group(1).equals("403"), null);
        }
    }

    private String request() {
        return "CONNECT " + target() + " HTTP/1.1\r\nHost: " + target() + "\r\n"
                + (proxy.authorization() == null
                        ? ""
                        : "Proxy-Authorization: " + proxy.authorization().value() + "\r\n")
                + "\r\n";
    }

    private String target() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private String unauthorized(String head) {
        boolean basic = SCHEME.matcher(head)
                .results()
                .anyMatch(scheme -> scheme.group(1).equalsIgnoreCase("Basic"));
        boolean other = SCHEME.matcher(head).find();
        return other && !basic
                ? "it asks for a way of logging in that this program does not have (407); a local helper such as Px or"
                        + " cntlm does that, whose address ghl.proxy (GHL_PROXY) then gets"
                : proxy.authorization() == null
                        ? "it asks for a user name and password (407): put them before its host,"
                                + " http://user:password@host:port"
                        : "it does not accept the user name and password that stand before its host (407)";
    }

    /// To the empty line, and no byte more: what follows belongs to the host.
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < MAX_HEAD) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
            if (next == '\n'
                    && (head.toString().endsWith("\r\n\r\n") || head.toString().endsWith("\n\n"))) {
                return head.toString();
            }
        }
        return "";
    }

    private ConnectionFailed failed(String clause, IOException cause) {
        return failed(clause, false, cause);
    }

    private ConnectionFailed failed(String clause, boolean lasting, IOException cause) {
        return new ConnectionFailed("the proxy " + proxy + ": " + clause, lasting, cause);
    }
}
