package dev.ghlmcp;

/// Composition root: reads the configuration, calls constructors.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.err.println("not yet");
    }
}
