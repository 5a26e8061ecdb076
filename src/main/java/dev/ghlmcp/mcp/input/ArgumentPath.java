package dev.ghlmcp.mcp.input;

/// Where a value stands among the arguments; written out only for a complaint.
///
/// @param parent null for the arguments themselves
/// @param name   of the member; null for an item of a list
/// @param index  of the item
record ArgumentPath(ArgumentPath parent, String name, int index) {
    private static final int MAX_NAME = 60;

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
        String shown = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
        return before.isEmpty() ? shown : before + "." + shown;
    }
}
