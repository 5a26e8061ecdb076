package dev.ghlmcp.sandbox.store;

import dev.ghlmcp.sandbox.api.ApiError;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which fields of a document can be searched and sorted by, each with the operators that it takes.
public record SearchFields(Map<String, Set<String>> operators) {
    public static final Set<String> EXACT = Set.of("eq", "not_eq", "exists", "not_exists");
    public static final Set<String> TEXT = Set.of("eq", "not_eq", "contains", "not_contains", "exists", "not_exists");
    public static final Set<String> DATE = Set.of("range", "exists", "not_exists");
    public static final Set<String> EVERY =
            Set.of("eq", "not_eq", "contains", "not_contains", "range", "exists", "not_exists");

    /// The same and these, separated by spaces.
    public SearchFields and(Set<String> operators, String names) {
        Map<String, Set<String>> all = new HashMap<>(this.operators);
        for (String name : names.split(" ", -1)) {
            all.put(name, operators);
        }
        return new SearchFields(all);
    }

    void check(String field) {
        if (!operators.containsKey(field)) {
            throw ApiError.badRequest("Invalid field " + field);
        }
    }

    void check(String field, String operator) {
        check(field);
        if (!operators.get(field).contains(operator)) {
            throw ApiError.badRequest("Invalid operator " + operator + " for field " + field);
        }
    }
}
