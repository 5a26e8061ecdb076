package dev.ghlmcp.sandbox;

public record SandboxOptions(int port) {
    public static SandboxOptions defaults() {
        return new SandboxOptions(0);
    }

    public SandboxOptions withPort(int p) {
        return new SandboxOptions(p);
    }
}
