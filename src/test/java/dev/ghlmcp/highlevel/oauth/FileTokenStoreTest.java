package dev.ghlmcp.highlevel.oauth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept, what is refused, and that what is refused stays as it is.
class FileTokenStoreTest {
    private static final Secret KEY = new Secret("correct horse battery staple");
    private static final byte[] VALUE = bytes("a refresh token of the test");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("new/tokens");
    }

    @Test
    void keepsValuesForTheNextProcess() throws Exception {
        for (Secret key : Arrays.asList(null, KEY)) {
            Path place = folder.resolve(key == null ? "plain" : "encrypted");
            TokenStore store = new FileTokenStore(place, new SealedTokens(key));
            assertNull(store.load("location:a"));
            store.save("location:a", VALUE);
            store.save("location:b", bytes("other"));
            store.remove("location:b");
            TokenStore next = new FileTokenStore(place, new SealedTokens(key));
            assertArrayEquals(VALUE, next.load("location:a"));
            assertEquals(Set.of("location:a"), next.loadAll().keySet());
        }
    }

    @Test
    void onlyTheOwnerCanReadIt() throws Exception {
        store(null).save("location:a", VALUE);
        for (Path path : List.of(file, file.resolveSibling("tokens.lock"))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), "" + path);
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        try (var files = Files.list(file.getParent())) {
            assertEquals(2, files.count(), "no temporary file is left");
        }
    }

    @Test
    void anEncryptedFileShowsNothingAndNeverTheSameTwice() throws Exception {
        store(KEY).save("location:a", VALUE);
        String first = Files.readString(file);
        store(KEY).save("location:a", VALUE);
        String second = Files.readString(file);
        assertTrue(first.startsWith("ghl-mcp-tokens 1 aes-256-gcm pbkdf2-hmac-sha512 210000 "), first);
        assertFalse(first.contains("location"), first);
        String[] one = first.split("[ \n]", -1);
        String[] other = second.split("[ \n]", -1);
        for (int i = 5; i <= 7; i++) {
            assertFalse(one[i].equals(other[i]), "salt, nonce and content differ: word " + i);
        }
    }

    @Test
    void aKeyThatIsGivenLaterEncryptsWithTheNextSave() throws Exception {
        store(null).save("location:a", VALUE);
        store(KEY).save("location:b", VALUE);
        refusedAndKept(null, "GHL_STORE_KEY");
        assertEquals(Set.of("location:a", "location:b"), store(KEY).loadAll().keySet());
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        store(KEY).save("location:a", VALUE);
        refusedAndKept(new Secret("wrong"), "another GHL_STORE_KEY");
        assertArrayEquals(VALUE, store(KEY).load("location:a"));
    }

    @Test
    void aFileThatBreaksOffAnywhereIsRefusedAndKept() throws Exception {
        for (Secret key : Arrays.asList(null, KEY)) {
            Files.deleteIfExists(file);
            store(key).save("location:a", VALUE);
            byte[] whole = Files.readAllBytes(file);
            SealedTokens seal = new SealedTokens(key);
            for (int length = 0; length < whole.length; length++) {
                byte[] part = Arrays.copyOf(whole, length);
                Files.write(file, part);
                TokenStore store = new FileTokenStore(file, seal);
                String where = length + " of " + whole.length;
                assertThrows(CredentialsException.class, store::loadAll, where);
                assertThrows(CredentialsException.class, () -> store.save("location:b", VALUE), where);
                assertArrayEquals(part, Files.readAllBytes(file), where);
            }
        }
    }

    @Test
    void aChangedByteIsRefused() throws Exception {
        store(KEY).save("location:a", VALUE);
        String whole = Files.readString(file);
        int salt = whole.indexOf(" 210000 ") + 8;
        for (int place : List.of(salt, salt + 33, whole.length() - 10)) {
            char other = whole.charAt(place) == '0' ? '1' : '0';
            Files.writeString(file, whole.substring(0, place) + other + whole.substring(place + 1));
            refusedAndKept(KEY, "It was left as it is");
        }
    }

    @Test
    void aForeignFileIsRefusedAndKept() throws Exception {
        Files.createDirectories(file.getParent());
        for (String text : List.of("{\"tokens\":{}}", "hello", "ghl-mcp-tokens 2 plain\n{}", "\n", "\0\0\0")) {
            Files.writeString(file, text);
            privately();
            refusedAndKept(null, "It was left as it is");
        }
    }

    @Test
    void aFolderInItsPlaceIsRefused() throws Exception {
        Files.createDirectories(file);
        assertTrue(assertThrows(CredentialsException.class, () -> store(null).loadAll())
                .getMessage()
                .contains("is not a token store"));
    }

    @Test
    void aFileThatOthersCanReadIsRefusedWithTheCommandThatMendsIt() throws Exception {
        store(null).save("location:a", VALUE);
        for (String mode : List.of("rw-r--r--", "rw----r--", "rw-rw----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            refusedAndKept(null, "chmod 600 '" + file + "'");
        }
        privately();
        assertArrayEquals(VALUE, store(null).load("location:a"));
    }

    @Test
    void aLinkKeepsLeadingToTheFile() throws Exception {
        Path selected = folder.resolve("kept");
        new FileTokenStore(selected, new SealedTokens(null)).save("location:a", VALUE);
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, selected);
        store(null).save("location:b", VALUE);
        assertTrue(Files.isSymbolicLink(file));
        assertEquals(
                2,
                new FileTokenStore(selected, new SealedTokens(null)).loadAll().size());
    }

    @Test
    void aLockKeepsOthersOfTheSameKeyWaiting() throws Exception {
        TokenStore holder = store(null);
        TokenStore other = store(null);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        FutureTask<Object> holding = new FutureTask<>(() -> holder.locked("location:a", TIMEOUT, () -> {
            held.countDown();
            done.await();
            return null;
        }));
        Thread.ofVirtual().start(holding);
        held.await();
        for (TokenStore store : List.of(holder, other)) {
            CredentialsException busy = assertThrows(
                    CredentialsException.class, () -> store.locked("location:a", Duration.ofMillis(50), () -> null));
            assertTrue(busy.getMessage().contains("Another program"), busy.getMessage());
            assertEquals("free", store.locked("location:b", TIMEOUT, () -> "free"));
        }
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> other.locked("location:a", TIMEOUT, () -> null));
        done.countDown();
        holding.get();
        assertEquals("free", other.locked("location:a", TIMEOUT, () -> "free"), "an interrupt breaks no lock");
    }

    @Test
    void aLockThatNobodyHoldsIsNotRemembered() throws Exception {
        try (FileLocks locks = new FileLocks(folder.resolve("many.lock"))) {
            for (int i = 0; i < 1000; i++) {
                String name = "location:madeUp" + i;
                assertEquals(1, locks.holding(name, Duration.ofSeconds(5), locks::names));
            }
            assertEquals(0, locks.names());
        }
    }

    private void refusedAndKept(Secret key, String words) throws IOException {
        byte[] before = Files.readAllBytes(file);
        TokenStore store = store(key);
        CredentialsException reason = assertThrows(CredentialsException.class, store::loadAll);
        assertTrue(reason.getMessage().contains(words), reason.getMessage());
        assertTrue(reason.getMessage().contains(file.toString()), reason.getMessage());
        assertThrows(CredentialsException.class, () -> store.save("location:c", VALUE));
        assertThrows(CredentialsException.class, () -> store.remove("location:a"));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    private void privately() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private TokenStore store(Secret key) {
        return new FileTokenStore(file, new SealedTokens(key));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
