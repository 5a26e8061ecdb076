package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.TokenText;
import dev.ghlmcp.mcp.Dispatcher;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/// A token that a person gives to `install`, before it is written anywhere.
///
/// @param out where the person reads what was found
record NewToken(CommandContext root, String token, PrintStream out) {
    private static final int MAX = 4096;

    /// What comes through standard input, or what a person types without its being shown; null for no new token.
    ///
    /// @param input   null if it does not come that way
    /// @param console null if nobody can be asked
    static String given(InputStream input, Console console) throws IOException, InstallException {
        if (input != null) {
            return checked(new String(input.readNBytes(MAX), StandardCharsets.UTF_8).strip());
        }
        char[] typed = console == null
                ? null
                : console.readPassword(
                        "HighLevel token (Settings > Private Integrations; not shown; Enter for none): ");
        return typed == null || typed.length == 0 ? null : checked(new String(typed).strip());
    }

    private static String checked(String token) throws InstallException {
        if (token.isEmpty()) {
            throw new InstallException("Standard input held no token, so nothing was changed");
        }
        try {
            return TokenText.checked("What was given", token);
        } catch (SettingsException e) {
            throw new InstallException(e.getMessage());
        }
    }

    /// Asks HighLevel whether it knows the token, and finds the sub-account if none is named, which becomes an option.
    ///
    /// @param online  whether HighLevel is to be asked
    /// @param console where to ask the person; null for nowhere
    void tried(boolean online, Console console) throws InstallException {
        String location = location();
        UnaryOperator<String> ask = console == null ? null : question -> console.readLine("%s", question);
        LocationChoice choice = new LocationChoice(ask, out);
        String chosen = null;
        if (online) {
            try (Dispatcher dispatcher = dispatcher(location)) {
                out.println(new TokenTrial(dispatcher).tried(location));
                chosen = location == null ? choice.chosen(dispatcher) : null;
            }
        } else if (location == null) {
            chosen = choice.chosen(null);
        }
        if (chosen != null) {
            root.options().set(Setting.LOCATION_ID, chosen);
        }
        if (chosen != null && online) {
            try (Dispatcher dispatcher = dispatcher(chosen)) {
                out.println(new TokenTrial(dispatcher).opened(chosen));
            }
        }
    }

    /// Puts it into its file.
    void keep(TokenFile tokens) throws InstallException {
        tokens.keep(token);
        out.println("The token is in " + tokens.path() + ", which only you can read.");
        if (!token.startsWith("pit-")) {
            out.println("It does not begin with pit-, as HighLevel's private integration tokens do: if it is"
                    + " another thing, run this again.");
        }
    }

    /// The sub-account that is known already, or null.
    private String location() {
        String named = root.options().settings().get(Setting.LOCATION_ID);
        return named != null && !named.isEmpty() ? named : root.settings().text(Setting.LOCATION_ID);
    }

    private Dispatcher dispatcher(String location) {
        return root.composition()
                .dispatcher(
                        root.composition().settings(root.options().trying(token, location)),
                        false,
                        UnaryOperator.identity(),
                        _ -> {});
    }
}
