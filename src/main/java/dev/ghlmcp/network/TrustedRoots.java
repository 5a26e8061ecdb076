package dev.ghlmcp.network;

import java.io.ByteArrayInputStream;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// The authorities whose certificates are trusted: the JDK's, and those in the person's files. The files are read at
/// the first secure connection. Thread-safe.
public final class TrustedRoots {
    /// The JDK's alone.
    static final TrustedRoots JDK = new TrustedRoots(Map.of());

    private static final String UNUSABLE = ", which cannot be read or holds no PEM certificate";

    private final Map<String, Path> files;
    private SSLContext context;
    private FutureTask<NamingTrustManager.Authorities> reading;

    /// @param files PEM files by the setting or variable that names them
    TrustedRoots(Map<String, Path> files) {
        this.files = files;
    }

    /// For TLS with these authorities, which are read beside the begin of a first handshake: that takes as long. Those
    /// that could not be read are read again.
    synchronized SSLContext context() {
        if (context == null || reading.state() == Future.State.FAILED) {
            reading = new FutureTask<>(this::authorities);
            Thread.ofPlatform().daemon().name("authorities").start(reading);
            try {
                SSLContext made = SSLContext.getInstance("TLS");
                made.init(null, new TrustManager[] {new NamingTrustManager(reading)}, null);
                context = made;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("TLS cannot be used", e);
            }
        }
        return context;
    }

    private NamingTrustManager.Authorities authorities() throws GeneralSecurityException, IOException {
        Map<String, List<X509Certificate>> own = own();
        return new NamingTrustManager.Authorities(
                (X509ExtendedTrustManager) factory(own).getTrustManagers()[0], hint(own));
    }

    /// What the files hold, by the setting or variable that names each. A file that several name is read once.
    private Map<String, List<X509Certificate>> own() {
        Map<Path, List<X509Certificate>> byFile = new HashMap<>();
        Map<String, List<X509Certificate>> own = new LinkedHashMap<>();
        files.forEach((source, file) -> own.put(source, byFile.computeIfAbsent(file, TrustedRoots::read)));
        return own;
    }

    /// What checks certificates.
    private static TrustManagerFactory factory(Map<String, List<X509Certificate>> own)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory standard = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        standard.init((KeyStore) null);
        Set<Certificate> roots = new LinkedHashSet<>();
        own.values().forEach(roots::addAll);
        if (roots.isEmpty()) {
            return standard;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        roots.addAll(List.of(((X509ExtendedTrustManager) standard.getTrustManagers()[0]).getAcceptedIssuers()));
        for (Certificate certificate : roots) {
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
        own().forEach((source, certificates) -> all.add(
                certificates.isEmpty()
                        ? files.get(source) + " (" + source + ")" + UNUSABLE
                        : certificates.size() + " of " + files.get(source) + " (" + source + ")"));
        return all.toString();
    }

    /// Whether each file holds a certificate.
    public boolean usable() {
        return own().values().stream().noneMatch(List::isEmpty);
    }

    private String hint(Map<String, List<X509Certificate>> own) {
        List<String> lost = own.entrySet().stream()
                .filter(read -> read.getValue().isEmpty())
                .map(read -> read.getKey() + " names " + files.get(read.getKey()) + UNUSABLE)
                .toList();
        return !lost.isEmpty()
                ? String.join("; ", lost)
                : "if a company's proxy looks into connections, put its authority's certificate as PEM into a file and"
                        + " set ghl.ca-file (GHL_CA_FILE) to it";
    }

    /// The certificates of a file; none if it cannot be used. Other programs' variables often outlive their files.
    private static List<X509Certificate> read(Path file) {
        try {
            // The factory reads byte by byte.
            InputStream bytes = new ByteArrayInputStream(Files.readAllBytes(file));
            return CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | CertificateException _) {
            return List.of();
        }
    }
}
