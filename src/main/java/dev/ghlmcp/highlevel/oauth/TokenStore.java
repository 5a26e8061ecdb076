package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import java.time.Duration;
import java.util.Map;

/// Where tokens outlive the process, shared with other processes. Values are opaque bytes. Processes
/// that share a store share its locks. Thread-safe. Every exception's message is a sentence without a token.
public interface TokenStore extends AutoCloseable {
    /// The value kept under this key, or null.
    byte[] load(String key) throws CredentialsException;

    /// All that is kept, by key.
    Map<String, byte[]> loadAll() throws CredentialsException;

    /// Keeps a value. It is durable once this returns, and the one before it is there until then.
    void save(String key, byte[] value) throws CredentialsException;

    /// Forgets a key.
    void remove(String key) throws CredentialsException;

    /// Does something while no other thread or process does anything under the same key. A lock ends with its process,
    /// or some time after `limit` if the store cannot see processes end.
    ///
    /// @param limit to wait for the lock, and to hold it
    <T> T locked(String key, Duration limit, Action<T> action) throws CredentialsException, InterruptedException;

    /// How long its locks have been sure; null if they always are. Where a lock lies apart from its holder, it may be
    /// lost while that goes on.
    Duration steady();

    @Override
    void close();

    /// What is done under a lock.
    @FunctionalInterface
    interface Action<T> {
        T run() throws CredentialsException, InterruptedException;
    }
}
