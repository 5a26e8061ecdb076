package dev.ghlmcp.cli.sync;

import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.sync.Sync;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/// An import that has begun: the same file with the same mapping goes on with it, until every line has ended well. Its
/// id and the number of a line are the key by which the inbox knows a line again.
///
/// @param documents where it is noted
/// @param name      of the note
/// @param id        of the import
/// @param resumed   whether it was begun before
record ImportRun(DocumentStore documents, String name, String id, boolean resumed) {
    private static final String KIND = "sync-import";

    /// As long as the inbox remembers messages that have ended.
    private static final Duration KEPT = Duration.ofDays(7);

    /// @throws IllegalArgumentException with a sentence if the file cannot be read
    static ImportRun begin(DocumentStore documents, Sync sync, Path file) {
        String name = sync.name() + " " + digest(sync, file);
        String id = UUID.randomUUID().toString();
        Document note = Document.of(KIND, name, '"' + id + '"').until(System.currentTimeMillis() + KEPT.toMillis());
        boolean begun = documents.insert(note);
        String kept = documents.document(KIND, name).body();
        return new ImportRun(documents, name, kept.substring(1, kept.length() - 1), !begun);
    }

    /// Every line has ended well: the same file would be a new import.
    void end() {
        documents.remove(KIND, name);
    }

    private static String digest(Sync sync, Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String mapping = sync.id() + "\n" + sync.version() + "\n" + sync.onlyIf() + "\n" + sync.location() + "\n"
                    + sync.needs() + "\n" + sync.steps() + "\n" + sync.csv();
            digest.update(mapping.getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }
}
