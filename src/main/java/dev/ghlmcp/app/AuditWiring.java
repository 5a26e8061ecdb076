package dev.ghlmcp.app;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.mcp.audit.Audit;
import dev.ghlmcp.mcp.audit.AuditFile;
import dev.ghlmcp.mcp.call.CallListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// The settings of the audit file, checked when this is built.
///
/// @param file null for none
/// @param most the largest size of one file, in bytes
/// @param kept how many files are kept
record AuditWiring(Path file, int most, int kept) {
    private static final int MIN_BYTES = 1000;
    private static final int MAX_BYTES = 999_999_999;
    private static final int MAX_FILES = 1000;

    /// Checks the settings.
    ///
    /// @throws SettingsException if one of them cannot be used
    static AuditWiring of(Settings settings) {
        String name = settings.text(Setting.AUDIT_FILE);
        Path file = name == null ? null : Path.of(name).toAbsolutePath();
        if (file != null && (Files.isDirectory(file) || (Files.exists(file) && !Files.isWritable(file)))) {
            throw new SettingsException(Setting.AUDIT_FILE.key() + ": " + file + " is "
                    + (Files.isDirectory(file) ? "a folder: name a file in it" : "a file that ghl-mcp may not write"));
        }
        if (file != null && !Files.isWritable(file.getParent())) {
            throw new SettingsException(Setting.AUDIT_FILE.key() + ": the folder " + file.getParent()
                    + " is not there, or ghl-mcp may not write to it");
        }
        return new AuditWiring(
                file,
                settings.number(Setting.AUDIT_MAX_BYTES, MIN_BYTES, MAX_BYTES),
                settings.number(Setting.AUDIT_FILES, 1, MAX_FILES));
    }

    /// The audit if there is one, and after it the listener.
    CallListener before(CallListener listener) {
        return file == null
                ? listener
                : new Audit(new AuditFile(file, most, kept), InstantSource.system(), System.err).and(listener);
    }
}
