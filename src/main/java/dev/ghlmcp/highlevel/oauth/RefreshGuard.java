package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Sends a refresh token, which works once, so that no other process sends it as well, even if the store stalls in
/// between and its locks end. A note in the store precedes the request; a process that finds the note waits for the
/// answer. Writing it down also shows that the store can be written, and makes all ready that the answer needs: the
/// cipher, the folder, the classes. An answer that the store does not take is kept here, and stored as soon as it does.
final class RefreshGuard implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    /// What the one who has the answer needs to store it after the store was away.
    private static final Duration CATCHING_UP = Duration.ofSeconds(5);

    private final OAuthClient client;
    private final TokenStore store;
    private final InstantSource clock;

    /// Granted, but the store could not be written: what is in there is used up.
    private final ConcurrentMap<Resource, StoredToken> unsaved = new ConcurrentHashMap<>();

    private final Set<Resource> rescued = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    RefreshGuard(OAuthClient client, TokenStore store, InstantSource clock) {
        this.client = client;
        this.store = store;
        this.clock = clock;
    }

    /// What the store has, once no other process waits for what replaces it; null if it has nothing.
    StoredToken kept(Resource resource) throws CredentialsException, InterruptedException {
        StoredToken selected = load(resource);
        long end = System.nanoTime() + patience().toNanos();
        while (awaited(selected) && !unsaved.containsKey(resource) && System.nanoTime() - end < 0) {
            Thread.sleep(BETWEEN_TRIES);
            selected = load(resource);
        }
        return selected;
    }

    /// What was granted and is not in the store, or null.
    StoredToken unsaved(Resource resource) {
        return unsaved.get(resource);
    }

    /// The store has better.
    void forget(Resource resource) {
        unsaved.remove(resource);
    }

    /// The next token in place of this one.
    ///
    /// @throws RefusedException if HighLevel does not take the refresh token
    StoredToken refresh(StoredToken old) throws CredentialsException {
        old.sent(clock.instant()).storeIn(store);
        try {
            StoredToken granted = client.refresh(old);
            unsaved.put(granted.resource(), granted);
            return granted;
        } catch (CredentialsException e) {
            withdraw(old);
            throw e;
        }
    }

    /// Stores what was granted, also in a store that is away for a while.
    void keep(StoredToken granted) throws CredentialsException, InterruptedException {
        unsaved.put(granted.resource(), granted);
        long end = System.nanoTime() + patience().toNanos();
        while (true) {
            try {
                granted.storeIn(store);
                unsaved.remove(granted.resource(), granted);
                return;
            } catch (CredentialsException e) {
                if (store.steady() == null || System.nanoTime() - end >= 0) {
                    rescue(granted.resource());
                    throw e;
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /// Goes on trying without a call that asks for it: another process would send what is used up.
    private void rescue(Resource resource) {
        if (rescued.add(resource)) {
            Thread.ofVirtual().name("token rescue").start(() -> {
                while (!closed && unsaved.containsKey(resource)) {
                    try {
                        Thread.sleep(BETWEEN_TRIES);
                        store.locked(resource.key(), patience(), () -> saved(resource));
                    } catch (CredentialsException _) {
                        // It is still away.
                    } catch (InterruptedException _) {
                        break;
                    }
                }
                rescued.remove(resource);
            });
        }
    }

    private boolean saved(Resource resource) throws CredentialsException {
        StoredToken granted = unsaved.get(resource);
        StoredToken selected = load(resource);
        if (granted != null && (selected == null || selected.expiresAt().isBefore(granted.expiresAt()))) {
            granted.storeIn(store);
        }
        return granted != null && unsaved.remove(resource, granted);
    }

    private Duration patience() {
        return client.timeout().plus(CATCHING_UP);
    }

    private StoredToken load(Resource resource) throws CredentialsException {
        byte[] bytes = store.load(resource.key());
        return bytes == null ? null : StoredToken.of(bytes);
    }

    private boolean awaited(StoredToken selected) {
        Duration steady = store.steady();
        if (selected == null || selected.sentAt() == null || steady == null) {
            return false;
        }
        Instant over = selected.sentAt().plus(patience());
        return clock.instant().isBefore(over) || steady.compareTo(CATCHING_UP) < 0;
    }

    /// There will be no answer to wait for. What another process stored meanwhile stays.
    private void withdraw(StoredToken old) {
        try {
            StoredToken selected = load(old.resource());
            if (selected != null && old.refresh().equals(selected.refresh())) {
                old.sent(null).storeIn(store);
            }
        } catch (CredentialsException _) {
            // Then others wait in vain, for as long as an answer may take.
        }
    }
}
