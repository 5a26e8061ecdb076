package dev.ghlmcp.sync;

import java.util.Map;
import java.util.Set;

/// One call of a sync.
///
/// @param onlyIf   whether it is made; null for always
/// @param with     its arguments
/// @param save     the variable that holds the answer in later steps, whose id goes to the ledger; null for none
/// @param remember values for later messages of the same record, by name
/// @param check    a sentence for the report where HighLevel's record is not what the message says, or nothing; null
///                 for none. Asked when the message ends, whether the step was called or not
/// @param clear    arguments that may be null, which empties the field; null members of others are left out
public record SyncStep(
        String tool,
        Expression onlyIf,
        Expression with,
        String save,
        Map<String, Expression> remember,
        Expression check,
        Set<String> clear) {
    /// Without a check.
    public SyncStep(
            String tool,
            Expression onlyIf,
            Expression with,
            String save,
            Map<String, Expression> remember,
            Set<String> clear) {
        this(tool, onlyIf, with, save, remember, null, clear);
    }

    /// Where it stands in the settings, for sentences.
    public String where() {
        return with.where().replaceFirst(", with$", "");
    }
}
