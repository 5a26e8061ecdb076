package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import java.time.Duration;
import java.util.Map;

/// Durable storage for tokens, shared with other processes. Values are opaque bytes. Processes
/// that share a store share its locks. Thread-safe. Every exception's message is a sentence without a token.
public interface TokenStore extends AutoCloseable {
    /// The stored value of this key, or null.
    byte[] load(String key) throws CredentialsException;

    /// All stored values by key.
    Map<String, byte[]> loadAll() throws CredentialsException;

    /// Stores a value. It is durable when this returns; until then the value before it stays.
    void save(String key, byte[] value) throws CredentialsException;

    /// Deletes a key.
    void remove(String key) throws CredentialsException;

    /// Runs an action while it holds the key's lock against other threads and processes. A lock ends with its process,
    /// or some time after `limit` if the store cannot see that a process ended.
    ///
    /// @param limit the longest time to wait for the lock, and to hold it
    <T> T locked(String key, Duration limit, Action<T> action) throws CredentialsException, InterruptedException;

    /// Since when its locks have been reliable; null if they always are. A lock on another machine may be lost.
    Duration steady();

    @Override
    void close();

    /// An action that runs under a lock.
    @FunctionalInterface
    interface Action<T> {
        T run() throws CredentialsException, InterruptedException;
    }
}
