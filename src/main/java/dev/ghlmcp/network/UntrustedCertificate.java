package dev.ghlmcp.network;

import java.security.cert.CertificateException;

/// A host's certificate that is not accepted. The message is a clause for people.
final class UntrustedCertificate extends CertificateException {
    private static final long serialVersionUID = 1;

    UntrustedCertificate(String clause, CertificateException cause) {
        super(clause, cause);
    }
}
