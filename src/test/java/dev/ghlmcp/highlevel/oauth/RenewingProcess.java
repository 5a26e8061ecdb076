package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// A process of its own that wants the agency's token and says whether it got one, for tests of several processes.
/// It begins when it reads a line, and dies before it stores a token if it is told to.
final class RenewingProcess {
    private RenewingProcess() {}

    static Process start(String base, Path store, boolean dies) throws IOException {
        return start(base, store.toString(), dies);
    }

    /// @param store a file or the address of a Redis
    static Process start(String base, String store, boolean dies) throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider",
                        "-Dslf4j.internal.verbosity=WARN",
                        RenewingProcess.class.getName(),
                        base,
                        store,
                        String.valueOf(dies)))
                .redirectErrorStream(true)
                .start();
    }

    public static void main(String[] args) throws Exception {
        TokenStore shared = args[1].startsWith("redis:") ? Grants.store(args[1]) : Grants.store(Path.of(args[1]));
        TokenStore store = Boolean.parseBoolean(args[2]) ? new Dying(shared) : shared;
        // On a busy machine a process takes longer to connect than a call would wait.
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> shared.loadAll() != null);
        System.out.println("ready");
        int go = System.in.read();
        try (OAuthCredentials credentials = new OAuthCredentials(
                Grants.client(args[0], InstantSource.system()),
                store,
                Grants.COMPANY,
                InstantSource.system(),
                Grants.TIMEOUT)) {
            credentials.token(TokenClass.AGENCY, null, Deadline.in(Grants.TIMEOUT));
            System.out.println(go < 0 ? "nobody said go" : "has a token");
        } catch (CredentialsException e) {
            System.out.println(e.getMessage());
        }
    }

    /// A store whose process dies the moment a new token is to be written.
    private record Dying(TokenStore store) implements TokenStore {
        @Override
        public byte[] load(String key) throws CredentialsException {
            return store.load(key);
        }

        @Override
        public Map<String, byte[]> loadAll() throws CredentialsException {
            return store.loadAll();
        }

        @Override
        public void save(String key, byte[] value) throws CredentialsException {
            if (StoredToken.of(value).sentAt() == null) {
                Runtime.getRuntime().halt(9);
            }
            store.save(key, value);
        }

        @Override
        public void remove(String key) throws CredentialsException {
            store.remove(key);
        }

        @Override
        public <T> T locked(String key, Duration limit, Action<T> action)
                throws CredentialsException, InterruptedException {
            return store.locked(key, limit, action);
        }

        @Override
        public Duration steady() {
            return store.steady();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
