package dev.ghlmcp.catalog;

import java.util.Collection;
import java.util.List;

/// Tools that no list has: they are found, described and called by their names. Nothing of them is read before one is
/// asked for.
public interface OnDemand {
    /// There are none.
    OnDemand NONE = new OnDemand() {
        @Override
        public boolean callable(String name) {
            return false;
        }

        @Override
        public String refusal(String name) {
            return null;
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }

        @Override
        public OnDemand reading() {
            return this;
        }
    };

    /// Whether one of this name can be called.
    boolean callable(String name);

    /// A sentence that says why one cannot be called; null if it can, or there is none of this name.
    String refusal(String name);

    /// Those that can be called.
    Collection<String> names();

    /// Those of them that change nothing.
    OnDemand reading();
}
