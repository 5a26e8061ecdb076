package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.OnDemand;
import dev.ghlmcp.index.ApiIndex;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which operations of the index may be called: those of the classes that are switched on, but for what is hidden.
/// Those that hand out credentials or bill the owner of an app are never called.
///
/// @param classes  that are switched on
/// @param only     names of operations and toolsets outside of which nothing is called; null for no such limit
/// @param excluded names of operations and toolsets
/// @param readOnly only what changes nothing
public record ApiAccess(Set<ApiRisk> classes, List<String> only, List<String> excluded, boolean readOnly)
        implements OnDemand {
    /// The setting, as it is named to callers.
    private static final String SETTING = "the setting api.operations (GHL_API_OPERATIONS)";

    private static final String ALL = "all";
    private static final String OFF = "off";

    public ApiAccess {
        Set<ApiRisk> on = EnumSet.noneOf(ApiRisk.class);
        on.addAll(classes);
        on.remove(ApiRisk.NEVER);
        classes = Set.copyOf(on);
    }

    /// What settings switch on.
    ///
    /// @param words    of the classes; empty for those that are on unless somebody says otherwise
    /// @throws IllegalArgumentException with a sentence if one of these is none
    public static ApiAccess of(List<String> words, List<String> only, List<String> excluded, boolean readOnly) {
        return new ApiAccess(classes(words), only, excluded, readOnly);
    }

    /// The classes that a setting names.
    ///
    /// @param words empty for what is on unless somebody says otherwise
    /// @throws IllegalArgumentException with a sentence if one is none
    static Set<ApiRisk> classes(List<String> words) {
        if (words.isEmpty()) {
            return Set.of(ApiRisk.READ);
        }
        if (words.size() == 1
                && (words.getFirst().equals(ALL) || words.getFirst().equals(OFF))) {
            return words.getFirst().equals(ALL) ? EnumSet.complementOf(EnumSet.of(ApiRisk.NEVER)) : Set.of();
        }
        Set<ApiRisk> classes = EnumSet.noneOf(ApiRisk.class);
        for (String word : words) {
            classes.add(EnumSet.complementOf(EnumSet.of(ApiRisk.NEVER)).stream()
                    .filter(risk -> risk.word().equals(word) || (risk == ApiRisk.WRITE && word.equals("writes")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "must be some of read, write, irreversible, outward and money, or all, or off, got '"
                                    + String.join(", ", words) + "'")));
        }
        return classes;
    }

    @Override
    public boolean callable(String name) {
        ApiOperation operation = ApiIndex.get().find(name);
        return operation != null && refusal(operation) == null;
    }

    @Override
    public String refusal(String name) {
        ApiOperation operation = ApiIndex.get().find(name);
        return operation == null ? null : refusal(operation);
    }

    private String refusal(ApiOperation operation) {
        String name = operation.name();
        if (operation.risk() == ApiRisk.NEVER) {
            return name
                    + " hands out credentials or bills the owner of an app: ghl-mcp describes it, but never calls it.";
        }
        if (among(excluded, operation) || excluded.contains(operation.group())) {
            return name + " is hidden by the setting tools.exclude (GHL_TOOLS_EXCLUDE).";
        }
        if (only != null && !among(only, operation)) {
            return name + " is not among the tools that the settings name; tools.include (GHL_TOOLS_INCLUDE) or"
                    + " api.operations (GHL_API_OPERATIONS) could add it.";
        }
        if (readOnly && operation.risk() != ApiRisk.READ) {
            return name + " changes something, and only what reads can be called here.";
        }
        if (!classes.contains(operation.risk())) {
            return name + " is of the class " + operation.risk().word() + ", which " + SETTING + " does not have"
                    + (classes.isEmpty()
                            ? ": it is off"
                            : "; it has "
                                    + classes.stream()
                                            .sorted()
                                            .map(ApiRisk::word)
                                            .collect(Collectors.joining(", ")))
                    + ". Only the operator of ghl-mcp can change that.";
        }
        return null;
    }

    private static boolean among(List<String> names, ApiOperation operation) {
        return names.contains(operation.name()) || names.contains(ApiTools.TOOLSET + operation.group());
    }

    @Override
    public Collection<String> names() {
        return ApiIndex.get().operations().stream()
                .filter(operation -> refusal(operation) == null)
                .map(ApiOperation::name)
                .toList();
    }

    @Override
    public OnDemand reading() {
        return new ApiAccess(classes, only, excluded, true);
    }
}
