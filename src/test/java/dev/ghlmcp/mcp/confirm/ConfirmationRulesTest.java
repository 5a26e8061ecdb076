package dev.ghlmcp.mcp.confirm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Generation;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.api.ApiTools;
import dev.ghlmcp.json.Json;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tool before its toolset before its class; `destructive` is an earlier name of irreversible.
class ConfirmationRulesTest {
    private static final Catalog CATALOG = Catalog.load();

    @ParameterizedTest(name = "allow [{0}], ask [{1}], deny [{2}]: {3} {4}")
    @CsvSource({
        "'', '', '', delete_contact, ASK irreversible",
        "'', '', '', remove_contact_tags, ALLOW writes",
        "'', '', '', create_contact, ALLOW writes",
        "'', '', '', add_contact_to_campaign, ASK outward",
        "delete_contact, '', '', delete_contact, ALLOW delete_contact",
        "delete_contact, '', '', delete_contact_note, ASK irreversible",
        "contacts, '', '', delete_contact, ALLOW contacts",
        "contacts, '', '', delete_opportunity, ASK irreversible",
        "destructive, '', '', delete_opportunity, ALLOW irreversible",
        "'', writes, '', create_contact, ASK writes",
        "'', writes, '', delete_contact, ASK irreversible",
        "'', '', writes, create_contact, DENY writes",
        "'', '', destructive, delete_contact, DENY irreversible",
        "delete_contact, contacts, destructive, delete_contact, ALLOW delete_contact",
        "delete_contact, contacts, destructive, delete_contact_note, ASK contacts",
        "delete_contact, contacts, destructive, delete_opportunity, DENY irreversible",
        "destructive, delete_contact, contacts, delete_contact, ASK delete_contact",
        "destructive, delete_contact, contacts, create_contact, DENY contacts",
        "contacts, '', create_contact, create_contact, DENY create_contact",
        "'', '', invoices, void_invoice, DENY invoices",
        "'', conversations, '', send_invoice, ASK outward",
        "'', conversations, '', update_conversation, ASK conversations",
        "api:invoices, '', invoices, void_invoice, ALLOW api:invoices"
    })
    void whatIsNamedClosestCounts(String allow, String ask, String deny, String tool, String rule) {
        ConfirmationRules rules = new ConfirmationRules(list(allow), list(ask), list(deny));
        ConfirmationRules.Rule found = rules.of(tool(tool), Json.MAPPER.createObjectNode());
        assertEquals(rule, found.consent() + " " + found.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete_contract | '' | '' | allow: there is no tool, toolset or class 'delete_contract'; did you mean"
                        + " delete_contact or delete_contact_task or delete_contact_note?",
                "'' | irreversibl | '' | ask: there is no tool, toolset or class 'irreversibl'; did you mean irreversible?",
                "'' | '' | xyzzy | deny: there is no tool, toolset or class 'xyzzy'; `ghl-mcp tools` lists the tools, and classes"
                        + " are irreversible, outward, money and writes",
                "'' | get_contact | '' | ask: get_contact only reads, which is always allowed; tools.exclude hides it",
                "contacts | contacts | '' | ask: contacts is named twice: leave it in one list"
            })
    void whatCannotBeUsedIsSaid(String allow, String ask, String deny, String sentence) {
        ConfirmationRules rules = new ConfirmationRules(list(allow), list(ask), list(deny));
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> rules.check(CATALOG.tools(), List::of))
                        .getMessage());
    }

    private static ToolDefinition tool(String name) {
        ToolDefinition declared = CATALOG.find(name);
        return declared == null ? new ApiTools(Generation.DATED).tool(name) : declared;
    }

    private static List<String> list(String names) {
        return Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty()).toList();
    }
}
