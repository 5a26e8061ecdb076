package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.endpoint.ListPaging;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.Shape;
import dev.ghlmcp.operation.annotation.Paging;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How an operation of the index lists things, as its parameters and the first members of its answer tell.
final class ApiPaging {
    private static final List<String> TOTALS = List.of("total", "totalCount", "totalRecords");

    private ApiPaging() {}

    /// Null if it lists nothing. Which member is the list is seen in the answer.
    static ListPaging of(ApiOperation operation, List<Parameter> parameters) {
        Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
        Paging by = names.contains("offset")
                ? Paging.OFFSET
                : names.contains("skip") ? Paging.SKIP : names.contains("page") ? Paging.PAGE : Paging.NOT;
        boolean lists = operation.name().startsWith("list_") || operation.name().startsWith("search_");
        if (operation.risk() != ApiRisk.READ || (by == Paging.NOT && !lists)) {
            return null;
        }
        return new ListPaging(List.of(), by, total(operation.answer()));
    }

    private static List<String> total(Shape answer) {
        return answer instanceof Shape.Members(var members)
                ? TOTALS.stream().filter(members::containsKey).limit(1).toList()
                : List.of();
    }
}
