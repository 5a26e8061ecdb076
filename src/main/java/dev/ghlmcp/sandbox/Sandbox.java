package dev.ghlmcp.sandbox;

import java.net.URI;

public final class Sandbox implements AutoCloseable {
    public static final String LOCATION_TOKEN = "a", AGENCY_TOKEN = "b", LOCATION_ID = "c", COMPANY_ID = "d";

    public static Sandbox start(SandboxOptions o) {
        return new Sandbox();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:18080");
    }

    @Override
    public void close() {}
}
