package dev.ghlmcp.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Contract;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The names and risks of the index are those that a person gave in `src/api/operations.txt`.
class ApiNamesTest {
    private static final Path OPERATIONS = Path.of("src/api/operations.txt");
    private static final Pattern NAME = Pattern.compile("[a-z]+[0-9]?(_[a-z]+[0-9]?)+");

    /// What a person has read line by line. A name that was given stays.
    private static final String REVIEWED = "ce3dac1ef9129734";

    /// POSTs that ask.
    private static final Pattern ASKING = Pattern.compile("(get|list|search)_.*");

    /// They take away exactly what they name, which can be put back.
    private static final Set<String> TAKEN_BACK =
            Set.of("remove_calendar_from_schedule", "remove_facebook_custom_audience_member", "delete_social_like");

    private final List<ApiOperation> operations = List.copyOf(ApiIndex.get().operations());

    @Test
    void namesAndRisksAreFrozen() throws Exception {
        String lines = lines().sorted().collect(Collectors.joining("\n"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
        assertEquals(REVIEWED, HexFormat.of().formatHex(digest, 0, 8));
    }

    @Test
    void theIndexHasTheReviewedNamesAndRisks() throws IOException {
        assertEquals(
                lines().map(line ->
                                String.join(" ", List.of(line.split(" ", -1)).subList(0, 4)))
                        .collect(Collectors.toSet()),
                operations.stream()
                        .map(each -> each.name() + " " + each.request().method() + " "
                                + each.request().path() + " " + each.risk().word())
                        .collect(Collectors.toSet()));
    }

    @Test
    void namesAreLikeThoseOfTheToolsAndNotTheirs() throws IOException {
        assertEquals(lines().count(), ApiIndex.get().names().size(), "a name is there twice");
        Catalog.load(Generation.DATED)
                .tools()
                .forEach(tool -> assertTrue(!ApiIndex.get().names().contains(tool.name()), tool.name()));
        // With what Claude Code puts before them (mcp__gohighlevel__), names stay below its 64 characters.
        assertEquals(
                List.of(),
                operations.stream()
                        .map(ApiOperation::name)
                        .filter(name -> !NAME.matcher(name).matches() || name.length() > 45)
                        .toList());
    }

    @Test
    void everyDocumentedOperationIsAToolOrInTheIndexOrLeftOut() throws IOException {
        Set<String> known = new HashSet<>();
        for (Generation generation : Generation.values()) {
            Catalog.load(generation)
                    .tools()
                    .forEach(tool -> tool.endpoints().forEach(each -> known.add(key(each.toString()))));
        }
        Contract.facts()
                .values()
                .forEach(fact -> known.add(key(
                        fact.path("method").asString() + " " + fact.path("path").asString())));
        Files.readAllLines(OPERATIONS).forEach(line -> {
            List<String> words = List.of(line.split(" ", -1));
            if (words.size() >= 3 && !line.startsWith("#")) {
                known.add(key(words.get(1) + " " + words.get(2)));
                if (words.size() > 4) {
                    known.add(key(words.get(4) + " " + words.get(5)));
                }
            }
        });
        Set<String> unknown = new TreeSet<>();
        for (String folder : List.of("apps", "apps/v3")) {
            try (Stream<Path> files = Files.list(Path.of("src/test/resources/contract", folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Json.MAPPER
                            .readTree(file)
                            .path("paths")
                            .forEachEntry((path, item) -> item.propertyNames().forEach(method -> {
                                if (!known.contains(key(method + " " + path))) {
                                    unknown.add(method + " " + path);
                                }
                            }));
                }
            }
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void onlyWhatAsksIsARead() {
        for (ApiOperation operation : operations) {
            String method = operation.request().method();
            ApiRisk risk = operation.risk();
            boolean asks = method.equals("GET")
                    || (method.equals("POST")
                            && ASKING.matcher(operation.name()).matches());
            assertTrue(risk == ApiRisk.NEVER || asks == (risk == ApiRisk.READ), operation::toString);
            assertTrue(
                    !method.equals("DELETE")
                            || risk.compareTo(ApiRisk.IRREVERSIBLE) >= 0
                            || TAKEN_BACK.contains(operation.name()),
                    operation::toString);
            assertEquals(
                    Set.of("oauth", "marketplace").contains(operation.group()),
                    risk == ApiRisk.NEVER,
                    operation.name());
        }
    }

    @Test
    void noTextIsASentenceOfTheDocuments() throws IOException {
        try (Stream<Path> files = Files.list(OPERATIONS.getParent())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                assertNoSentence(file, Json.MAPPER.readTree(file));
            }
        }
    }

    /// Values of parameters have some words at most. Scopes are no words.
    private static void assertNoSentence(Path file, JsonNode node) {
        if (node.isString()) {
            for (String value : node.stringValue().split("\\|", -1)) {
                assertTrue(value.split(" ", -1).length < 6, () -> file + ": " + value);
            }
        }
        node.propertyNames().forEach(name -> assertTrue(!name.contains(" "), () -> file + ": " + name));
        node.propertyStream()
                .filter(member -> !member.getKey().equals("scopes"))
                .forEach(member -> assertNoSentence(file, member.getValue()));
        if (node.isArray()) {
            node.forEach(each -> assertNoSentence(file, each));
        }
    }

    private static Stream<String> lines() throws IOException {
        return Files.readAllLines(OPERATIONS).stream()
                .filter(line -> NAME.matcher(line.split(" ", -1)[0]).matches());
    }

    private static String key(String route) {
        return route.replaceAll("\\{[^}]*}", "{}")
                .replace("-", "")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("/$", "");
    }
}
