package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.Complaints.Complaint;
import java.util.List;

/// Where we knowingly leave HighLevel's documents, and why.
final class Deviations {
    /// @param place  the tool and the argument, as in a complaint; `*` stands for anything
    /// @param aspect as in a complaint
    private record Deviation(String place, String aspect, String reason) {
        boolean covers(Complaint complaint) {
            return complaint.aspect().equals(aspect)
                    && complaint.place().matches(("\\Q" + place + "\\E").replace("*", "\\E.*\\Q"));
        }

        boolean isAbout(List<String> tools) {
            return place.startsWith("*") || tools.contains(place.substring(0, place.indexOf('.')));
        }
    }

    private static final List<Deviation> KNOWN = List.of(
            new Deviation("*.locationId", "required", "the configuration fills it"),
            new Deviation("*.limit", "type", "counts typed as text; in a query they look the same"),
            new Deviation("*.skip", "type", "counts typed as text; in a query they look the same"),
            new Deviation("*.dateOfBirth", "type", "typed as an object, its example is a text"),
            new Deviation("*.customFields[].id", "required", "id or key; a sibling schema says so (FACTS 6.2)"),
            new Deviation("search_contacts.*", "name", "the body's schema is empty (CATALOG, quirks)"),
            new Deviation(
                    "bulk_update_contact_tags.operation", "name", "{type} is undeclared (commit 5f8673c had it)"));

    private Deviations() {}

    static List<Complaint> without(List<Complaint> complaints) {
        return complaints.stream()
                .filter(complaint -> KNOWN.stream().noneMatch(known -> known.covers(complaint)))
                .toList();
    }

    /// Deviations that excuse nothing any more.
    static List<String> idle(List<Complaint> complaints, Generation generation, List<String> tools) {
        return KNOWN.stream()
                .filter(_ -> generation == Generation.DATED)
                .filter(known -> known.isAbout(tools) && complaints.stream().noneMatch(known::covers))
                .map(Deviation::toString)
                .toList();
    }
}
