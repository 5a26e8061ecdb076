package dev.ghlmcp.webhook;

import java.io.IOException;

/// A callback leads where none may. The message is a clause.
final class CallbackRefused extends IOException {
    private static final long serialVersionUID = 1;

    CallbackRefused(String clause) {
        super(clause);
    }
}
