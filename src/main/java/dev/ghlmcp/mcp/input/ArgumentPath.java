package dev.ghlmcp.mcp.input;

import dev.ghlmcp.text.Excerpt;

/// The path of a value in the arguments. Only a complaint needs it as a text.
///
/// @param parent null for the arguments themselves
/// @param name   of the member; null for an item of a list
/// @param index  of the item
record ArgumentPath(ArgumentPath parent, String name, int index) {
    /// The arguments themselves.
    static final ArgumentPath ROOT = new ArgumentPath(null, null, 0);

    ArgumentPath member(String member) {
        return new ArgumentPath(this, member, 0);
    }

    ArgumentPath item(int item) {
        return new ArgumentPath(this, null, item);
    }

    boolean root() {
        return parent == null;
    }

    @Override
    public String toString() {
        if (root()) {
            return "";
        }
        String before = parent.toString();
        if (name == null) {
            return before + "[" + index + "]";
        }
        return before.isEmpty() ? Excerpt.of(name) : before + "." + Excerpt.of(name);
    }
}
