package dev.ghlmcp.mcp.failure;

import dev.ghlmcp.highlevel.reply.Problem;

/// What to do about a request that HighLevel understood and refused.
final class RejectionAdvice {
    private RejectionAdvice() {}

    /// @param words its message in lower case
    static String of(Problem problem, String words) {
        String contact = problem.id("contactId");
        String opportunity = problem.id("existingId");
        if (words.contains("duplicate") && contact != null) {
            return "Nothing was changed. To change the contact that is there, call update_contact with contactId "
                    + contact + "; upsert_contact does either.";
        }
        if (words.contains("duplicate") && opportunity != null) {
            return "Nothing was changed. To change the opportunity that is there, call update_opportunity with"
                    + " opportunityId " + opportunity + "; upsert_opportunity does either.";
        }
        if (words.contains("slot") && words.contains("no longer available")) {
            return "Nothing was booked. Call get_free_slots again and give one of its slots as startTime, letter for"
                    + " letter, its offset included.";
        }
        if (words.contains("api version segment")) {
            return "This is a bug of ghl-mcp and no fault of the arguments: report it.";
        }
        if (words.isEmpty()) {
            return "It does not say why. Check the arguments: ids, formats, and what must go together.";
        }
        return words.contains("not found") || words.contains("unable to find")
                ? "There is no such record. " + FailureMessages.MISSING
                : "Correct the arguments that the message names, then call again.";
    }
}
