package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SubcommandsTest {
    @Test
    void eachIsFoundByItsOwnName() {
        GhlMcp.commands()
                .getSubcommands()
                .forEach((name, command) ->
                        assertEquals(name, command.getCommandSpec().name()));
    }

    @ParameterizedTest
    @CsvSource({
        "call search_contacts query=x, call",
        "--sandbox call search_contacts, call",
        "--location-id call watch new_contact, call watch",
        "call search_contacts --help, call",
        "call search_contacts -h, call",
        "--location-id=L --sandbox --config c.yaml http --port 0, http",
        "install claude --location-id L, install",
        "sync dead --json, sync"
    })
    void aStartMakesWhatItsCommandLineNames(String line, String made) {
        assertEquals(Set.of(made.split(" ")), made(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "--help call",
                "-h tools",
                "--version call",
                "cal search_contacts",
                "completion bash",
                "-hV call",
                "--help=true http",
                "--sandbox -hx call",
                "docter http",
                "--sandbox docter http",
                "--location-id"
            })
    void whoAsksAboutAllOrNamesNoneMeetsAll(String line) {
        assertEquals(GhlMcp.commands().getSubcommands().keySet(), made(line));
    }

    private static Set<String> made(String line) {
        return Subcommands.addNamed(new CommandLine(new GhlMcp(null)), line.split(" "))
                .getSubcommands()
                .keySet();
    }
}
