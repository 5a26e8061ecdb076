package dev.ghlmcp.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// The authorities whose certificates are trusted: the JDK's, and those in the person's files. The files are read at
/// the
/// first secure connection. Thread-safe.
public final class TrustedRoots {
    /// The JDK's alone.
    static final TrustedRoots JDK = new TrustedRoots(Map.of());

    private final Map<String, Path> files;
    private SSLContext context;

    /// @param files PEM files by the setting or variable that names them
    TrustedRoots(Map<String, Path> files) {
        this.files = files;
    }

    synchronized SSLContext context() {
        if (context == null) {
            try {
                context = SSLContext.getInstance("TLS");
                context.init(
                        null,
                        new TrustManager[] {
                            new NamingTrustManager(
                                    (X509ExtendedTrustManager) factory().getTrustManagers()[0], hint())
                        },
                        null);
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("TLS cannot be used", e);
            }
        }
        return context;
    }

    /// What checks certificates.
    private TrustManagerFactory factory() throws GeneralSecurityException, IOException {
        TrustManagerFactory standard = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        standard.init((KeyStore) null);
        List<Certificate> own = new ArrayList<>();
        for (Path file : files.values()) {
            own.addAll(read(file));
        }
        if (own.isEmpty()) {
            return standard;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        own.addAll(List.of(((X509ExtendedTrustManager) standard.getTrustManagers()[0]).getAcceptedIssuers()));
        for (Certificate certificate : own) {
            store.setCertificateEntry("root-" + store.size(), certificate);
        }
        TrustManagerFactory all = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        all.init(store);
        return all;
    }

    /// What the files hold, for a person: each with its source, and how many certificates are in it or that it cannot
    /// be used.
    public String described() {
        StringJoiner all = new StringJoiner(", ").add("Java's own authorities");
        files.forEach((source, file) -> {
            int size = read(file).size();
            all.add(
                    size == 0
                            ? file + " (" + source + "), which cannot be read or holds no PEM certificate"
                            : size + " of " + file + " (" + source + ")");
        });
        return all.toString();
    }

    /// Whether each file holds a certificate.
    public boolean usable() {
        return files.values().stream().noneMatch(file -> read(file).isEmpty());
    }

    private String hint() {
        List<String> lost = files.entrySet().stream()
                .filter(file -> read(file.getValue()).isEmpty())
                .map(file -> file.getKey() + " names " + file.getValue()
                        + ", which cannot be read or holds no PEM certificate")
                .toList();
        return !lost.isEmpty()
                ? String.join("; ", lost)
                : "if a company's proxy looks into connections, put its authority's certificate as PEM into a file and"
                        + " set ghl.ca-file (GHL_CA_FILE) to it";
    }

    /// The certificates of a file; none if it cannot be used. Other programs' variables often outlive their files.
    private static Collection<X509Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | CertificateException _) {
            return List.of();
        }
    }
}
