package dev.ghlmcp.mcp.confirm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.catalog.Catalog;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tool before its toolset before its hint.
class ConfirmationRulesTest {
    private static final Catalog CATALOG = Catalog.load();

    @ParameterizedTest(name = "allow [{0}], ask [{1}], deny [{2}]: {3} {4}")
    @CsvSource({
        "'', '', '', delete_contact, ASK destructive",
        "'', '', '', remove_contact_tags, ASK destructive",
        "'', '', '', create_contact, ALLOW writes",
        "delete_contact, '', '', delete_contact, ALLOW delete_contact",
        "delete_contact, '', '', delete_contact_note, ASK destructive",
        "contacts, '', '', delete_contact, ALLOW contacts",
        "contacts, '', '', delete_opportunity, ASK destructive",
        "destructive, '', '', delete_opportunity, ALLOW destructive",
        "'', writes, '', create_contact, ASK writes",
        "'', writes, '', delete_contact, ASK destructive",
        "'', '', writes, create_contact, DENY writes",
        "'', '', destructive, delete_contact, DENY destructive",
        "delete_contact, contacts, destructive, delete_contact, ALLOW delete_contact",
        "delete_contact, contacts, destructive, delete_contact_note, ASK contacts",
        "delete_contact, contacts, destructive, delete_opportunity, DENY destructive",
        "destructive, delete_contact, contacts, delete_contact, ASK delete_contact",
        "destructive, delete_contact, contacts, create_contact, DENY contacts",
        "contacts, '', create_contact, create_contact, DENY create_contact"
    })
    void whatIsNamedClosestCounts(String allow, String ask, String deny, String tool, String rule) {
        ConfirmationRules rules = new ConfirmationRules(list(allow), list(ask), list(deny));
        rules.check(CATALOG);
        ConfirmationRules.Rule found = rules.of(CATALOG.find(tool));
        assertEquals(rule, found.consent() + " " + found.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete_contract | '' | '' | allow: there is no tool, toolset or hint 'delete_contract'; did you mean"
                        + " delete_contact or delete_contact_task or delete_contact_note?",
                "'' | destructiv | '' | ask: there is no tool, toolset or hint 'destructiv'; did you mean destructive?",
                "'' | '' | xyzzy | deny: there is no tool, toolset or hint 'xyzzy'; `ghl-mcp tools` lists the tools, and hints"
                        + " are destructive and writes",
                "'' | get_contact | '' | ask: get_contact only reads, which is always allowed; tools.exclude hides it",
                "contacts | contacts | '' | ask: contacts is named twice: leave it in one list"
            })
    void whatCannotBeUsedIsSaid(String allow, String ask, String deny, String sentence) {
        ConfirmationRules rules = new ConfirmationRules(list(allow), list(ask), list(deny));
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> rules.check(CATALOG))
                        .getMessage());
    }

    private static List<String> list(String names) {
        return Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty()).toList();
    }
}
