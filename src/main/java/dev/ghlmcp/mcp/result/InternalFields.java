package dev.ghlmcp.mcp.result;

/// Members of HighLevel's answers that are of no use to a client.
final class InternalFields {
    private static final String LOWER = "LowerCase";

    private InternalFields() {}

    /// @param place the last step of the path to the object, with `[]` if it is an item; empty for the root
    static boolean is(String name, String place) {
        return switch (name) {
            case "__v" -> true;
            case "traceId" -> place.isEmpty();
            case "searchAfter" -> place.endsWith("[]");
            default -> false;
        };
    }

    static boolean lowerCase(String name) {
        return name.endsWith(LOWER);
    }

    /// Whether a name in lower case repeats one of those that have these bits.
    static boolean repeats(String lower, int twins) {
        return (twins & twin(lower.substring(0, lower.length() - LOWER.length()))) != 0;
    }

    /// A bit for each name that HighLevel repeats in lower case.
    static int twin(String name) {
        return switch (name) {
            case "firstName" -> 1;
            case "lastName" -> 2;
            case "fullName", "name", "contactName" -> 4;
            case "email" -> 8;
            default -> 0;
        };
    }
}
