package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.endpoint.ListPaging;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.Shape;
import dev.ghlmcp.operation.annotation.Paging;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How an operation of the index lists things, as its parameters and the first members of its answer tell.
final class ApiPaging {
    private static final List<String> TOTALS = List.of("total", "totalCount", "totalRecords");

    private static final List<String> WRAPPERS = List.of("results", "data");

    private ApiPaging() {}

    /// Null if it lists nothing.
    static ListPaging of(ApiOperation operation, List<Parameter> parameters) {
        Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
        Paging by = names.contains("offset")
                ? Paging.OFFSET
                : names.contains("skip") ? Paging.SKIP : names.contains("page") ? Paging.PAGE : Paging.NOT;
        if (operation.risk() != ApiRisk.READ || (by == Paging.NOT && !lists(operation))) {
            return null;
        }
        return new ListPaging(items(operation), by, total(operation.answer()));
    }

    static boolean lists(ApiOperation operation) {
        return operation.risk() == ApiRisk.READ
                && (operation.name().startsWith("list_") || operation.name().startsWith("search_"));
    }

    /// The first list that the documents show; of a wrapper what the operation's name ends with; empty where they show
    /// neither, and it is seen in the answer.
    private static List<String> items(ApiOperation operation) {
        Shape answer = operation.answer();
        if (answer instanceof Shape.Items) {
            return List.of("items");
        }
        if (answer instanceof Shape.Members(Map<String, Shape.Member> members)) {
            for (Map.Entry<String, Shape.Member> member : members.entrySet()) {
                if (member.getValue().shape() instanceof Shape.Items && !TOTALS.contains(member.getKey())) {
                    return List.of(member.getKey());
                }
            }
            String last = operation.name().substring(operation.name().lastIndexOf('_') + 1);
            return WRAPPERS.stream()
                    .filter(members::containsKey)
                    .findFirst()
                    .map(wrapper -> List.of(wrapper, last))
                    .orElse(List.of());
        }
        return List.of();
    }

    private static List<String> total(Shape answer) {
        return answer instanceof Shape.Members(Map<String, Shape.Member> members)
                ? TOTALS.stream().filter(members::containsKey).limit(1).toList()
                : List.of();
    }
}
