package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.Complaints.Complaint;
import java.util.List;

/// Where we or HighLevel knowingly leave HighLevel's documents, and why.
///
/// @param place  the tool and the argument or field, as in a complaint; `*` stands for anything
/// @param aspect as in a complaint; `*` for any
record Deviation(String place, String aspect, String reason) {
    /// The complaints that none of these excuses.
    static List<Complaint> without(List<Complaint> complaints, List<Deviation> known) {
        return complaints.stream()
                .filter(complaint -> known.stream().noneMatch(each -> each.covers(complaint)))
                .toList();
    }

    /// Those that excuse nothing any more.
    static List<Deviation> idle(List<Complaint> complaints, List<Deviation> known) {
        return known.stream()
                .filter(each -> complaints.stream().noneMatch(each::covers))
                .toList();
    }

    private boolean covers(Complaint complaint) {
        return (aspect.equals("*") || complaint.aspect().equals(aspect))
                && complaint.place().matches(("\\Q" + place + "\\E").replace("*", "\\E.*\\Q"));
    }
}
