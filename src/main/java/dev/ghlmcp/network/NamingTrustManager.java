package dev.ghlmcp.network;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/// The JDK's checks, whose refusals it puts into words that name the certificate's issuer.
final class NamingTrustManager extends X509ExtendedTrustManager {
    private final Future<Authorities> reading;

    /// Those that are trusted.
    ///
    /// @param checks the JDK's
    /// @param hint   what a person can do about an unknown issuer
    record Authorities(X509ExtendedTrustManager checks, String hint) {}

    /// @param reading awaited at the first certificate
    NamingTrustManager(Future<Authorities> reading) {
        this.reading = reading;
    }

    private Authorities authorities() {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("TLS cannot be used", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private X509ExtendedTrustManager checks() {
        return authorities().checks();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        try {
            checks().checkServerTrusted(chain, type, socket);
        } catch (CertificateException e) {
            String host = ((SSLSocket) socket).getHandshakeSession().getPeerHost();
            throw new UntrustedCertificate(clause(chain, host, e), e);
        }
    }

    private String clause(X509Certificate[] chain, String host, CertificateException e) {
        X509Certificate last = chain[chain.length - 1];
        String shown = "the certificate of " + host;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return shown + " is issued by " + last.getIssuerX500Principal().getName()
                        + ", which is not among the trusted authorities: "
                        + authorities().hint();
            }
            if (cause instanceof CertificateExpiredException) {
                return shown + " ended on " + chain[0].getNotAfter().toInstant() + ", or this machine's clock is wrong";
            }
        }
        return shown + ", issued by " + last.getIssuerX500Principal().getName() + ", is not accepted (" + e.getMessage()
                + ")";
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checks().checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checks().checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checks().checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checks().checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checks().checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return checks().getAcceptedIssuers();
    }
}
