package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tokens in one file of mode 0600, beside it a file to lock. A file that cannot be read in full is never overwritten:
/// it may hold the person's only login.
public final class FileTokenStore implements TokenStore {
    private static final int MAX = 16 << 20;
    private static final Duration WRITING = Duration.ofSeconds(10);

    private final Path file;
    private final SealedTokens seal;
    private final FileLocks locks;

    /// @param file may not exist yet, nor its folder
    public FileTokenStore(Path file, SealedTokens seal) {
        this.file = file.toAbsolutePath();
        this.seal = seal;
        this.locks = new FileLocks(this.file.resolveSibling(this.file.getFileName() + ".lock"));
    }

    @Override
    public byte[] load(String key) throws CredentialsException {
        return loadAll().get(key);
    }

    @Override
    public Map<String, byte[]> loadAll() throws CredentialsException {
        byte[] sealed = read();
        Map<String, byte[]> values = new LinkedHashMap<>();
        if (sealed != null) {
            byte[] content = seal.open(sealed, name());
            try {
                JsonNode tokens = Json.MAPPER.readTree(content).required("tokens");
                for (Map.Entry<String, JsonNode> token : tokens.properties()) {
                    values.put(token.getKey(), token.getValue().binaryValue());
                }
            } catch (JacksonException _) {
                // Without the cause, whose message may quote the file.
                throw SealedTokens.refused(name(), "is damaged or only half written");
            }
        }
        return values;
    }

    @Override
    public void save(String key, byte[] value) throws CredentialsException {
        change(values -> values.put(key, value));
    }

    @Override
    public void remove(String key) throws CredentialsException {
        change(values -> values.remove(key));
    }

    @Override
    public <T> T locked(String key, Duration limit, Action<T> action)
            throws CredentialsException, InterruptedException {
        return locks.holding(key, limit, action);
    }

    @Override
    public Duration steady() {
        return null;
    }

    @Override
    public void close() {
        locks.close();
    }

    private void change(Change change) throws CredentialsException {
        try {
            // The empty name is nobody's key. Readers need no lock, as the file changes as a whole.
            locks.holding("", WRITING, () -> {
                Map<String, byte[]> values = loadAll();
                change.make(values);
                write(values);
                return null;
            });
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CredentialsException("The token store was not written: the program is ending.");
        }
    }

    private byte[] read() throws CredentialsException {
        try {
            if (Files.isDirectory(file) || Files.size(file) > MAX) {
                throw SealedTokens.refused(name(), "is not a token store of ghl-mcp");
            }
            if (PrivateFiles.exposed(file)) {
                throw new CredentialsException(
                        name() + " can be read by other users of this machine, so it is not used. " + "Run: chmod 600 '"
                                + file + "'");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException e) {
            throw SealedTokens.refused(name(), "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void write(Map<String, byte[]> values) throws CredentialsException {
        ObjectNode content = Json.MAPPER.createObjectNode();
        ObjectNode tokens = content.putObject("tokens");
        values.forEach(tokens::put);
        try {
            PrivateFiles.replace(file, seal.close(Json.MAPPER.writeValueAsBytes(content)));
        } catch (IOException e) {
            throw new CredentialsException(
                    name() + " cannot be written (" + e.getClass().getSimpleName()
                            + "), so the new token is not used yet. Make room and see that its folder can be written to.");
        }
    }

    private String name() {
        return "The token store " + file;
    }

    @FunctionalInterface
    private interface Change {
        void make(Map<String, byte[]> values);
    }
}
