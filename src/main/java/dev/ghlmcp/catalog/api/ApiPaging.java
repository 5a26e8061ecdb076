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

    private ApiPaging() {}

    /// Null if it lists nothing. Where the documents do not tell which member is the list, the answer does.
    static ListPaging of(ApiOperation operation, List<Parameter> parameters) {
        Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
        Paging by = names.contains("offset")
                ? Paging.OFFSET
                : names.contains("skip") ? Paging.SKIP : names.contains("page") ? Paging.PAGE : Paging.NOT;
        boolean lists = operation.name().startsWith("list_") || operation.name().startsWith("search_");
        if (operation.risk() != ApiRisk.READ || (by == Paging.NOT && !lists)) {
            return null;
        }
        return new ListPaging(items(operation.answer()), by, total(operation.answer()));
    }

    /// The first list of the answer: HighLevel counts its products in another.
    private static List<String> items(Shape answer) {
        return answer instanceof Shape.Members(var members)
                ? members.entrySet().stream()
                        .filter(member -> member.getValue().shape() instanceof Shape.Items)
                        .map(Map.Entry::getKey)
                        .limit(1)
                        .toList()
                : List.of();
    }

    private static List<String> total(Shape answer) {
        return answer instanceof Shape.Members(var members)
                ? TOTALS.stream().filter(members::containsKey).limit(1).toList()
                : List.of();
    }
}
