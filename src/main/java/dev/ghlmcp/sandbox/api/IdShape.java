package dev.ghlmcp.sandbox.api;

import java.util.concurrent.ThreadLocalRandom;

/// How the ids of a collection look.
public enum IdShape {
    BASE62("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 20),
    HEX("0123456789abcdef", 24),
    UUID("", 0);

    private final String alphabet;
    private final int length;

    IdShape(String alphabet, int length) {
        this.alphabet = alphabet;
        this.length = length;
    }

    public String next() {
        if (this == UUID) {
            return java.util.UUID.randomUUID().toString();
        }
        StringBuilder id = new StringBuilder(length);
        ThreadLocalRandom.current()
                .ints(length, 0, alphabet.length())
                .forEach(index -> id.append(alphabet.charAt(index)));
        return id.toString();
    }

    public boolean fits(String id) {
        return this == UUID
                ? id.length() == 36
                : id.length() == length && id.chars().allMatch(c -> alphabet.indexOf(c) >= 0);
    }
}
