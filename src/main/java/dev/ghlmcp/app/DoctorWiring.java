package dev.ghlmcp.app;

import dev.ghlmcp.app.settings.NetworkWiring;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.config.ClearText;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.doctor.Doctor;
import dev.ghlmcp.doctor.DoctorReport;
import dev.ghlmcp.doctor.Finding;
import dev.ghlmcp.doctor.LoginChecks;
import dev.ghlmcp.doctor.ObservedLimits;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.oauth.OAuth;
import dev.ghlmcp.mcp.DeclaredTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.audit.CallLog;
import dev.ghlmcp.mcp.confirm.CodeMemory;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.mcp.media.Uploads;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.secret.Secret;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Composition root of `ghl-mcp doctor`, and the findings that need only the settings.
///
/// @param all the tools, whatever the settings hide
public record DoctorWiring(AppWiring wiring, ToolView all) {
    /// Examines the installation.
    ///
    /// @throws SettingsException if there is no token at all
    public DoctorReport examine(String version) throws InterruptedException {
        List<Finding> known = new ArrayList<>(List.of(configuration(), token(), names()));
        String clear = ClearText.warning(wiring.settings());
        if (clear != null && wiring.client().account() != null) {
            known.add(Finding.note("base-url", clear));
        }
        if (wiring.client().account() != null) {
            known.add(network());
        }
        if (oauth()) {
            try (OAuth oauth = wiring.client().oauth()) {
                known.addAll(new LoginChecks(oauth, InstantSource.system()).examine());
            }
        }
        known.addAll(new WatchChecks(wiring, wiring.client().account() == null).examine());
        ObservedLimits observed = new ObservedLimits(wiring.client().limiting().budgets(), InstantSource.system());
        Dispatcher dispatcher = new Dispatcher(
                List.of(DeclaredTools.load(wiring.generation())),
                List.of(),
                all,
                wiring.client().highLevel(observed),
                wiring.recordings(false),
                Uploads.NONE,
                ResultLimits.STANDARD,
                ConfirmationRules.STANDARD,
                CodeMemory.local(),
                new CallLog(new PrintStream(OutputStream.nullOutputStream())));
        try (Doctor doctor = new Doctor(dispatcher, wiring.tools(), observed)) {
            return doctor.examine(version, known, wiring.client().locations().standard());
        }
    }

    private Finding configuration() {
        Settings settings = wiring.settings();
        List<String> variables = settings.variables();
        return Finding.ok(
                "configuration",
                (settings.file() == null ? "no file" : settings.file().toString())
                        + (settings.installed() == null ? "" : ", what install stored in " + settings.installed())
                        + "; "
                        + (variables.isEmpty() ? "no variables" : "variables " + String.join(", ", variables)));
    }

    private Finding network() {
        Account account = wiring.client().account();
        String says = NetworkWiring.described(account.network(), account.baseUrl());
        return account.network().roots().usable() ? Finding.ok("network", says) : Finding.note("network", says);
    }

    private Finding token() {
        Account account = wiring.client().account();
        if (account == null) {
            return Finding.ok("token", "those of the sandbox, which takes HighLevel's place");
        }
        if (account.token() == null && account.agencyToken() == null && !oauth()) {
            throw new SettingsException("There is no token. Set the environment variable GHL_TOKEN to a private"
                    + " integration token (HighLevel, in the sub-account: Settings > Private Integrations) and"
                    + " GHL_LOCATION_ID to the sub-account's id, or try `ghl-mcp doctor --sandbox`");
        }
        List<String> says = new ArrayList<>();
        says.add("sub-account: " + kind(account.token(), source(Setting.TOKEN)));
        says.add("agency: " + kind(account.agencyToken(), source(Setting.AGENCY_TOKEN)));
        says.add("OAuth: " + (oauth() ? "see the logins" : "none"));
        String text = String.join("; ", says);
        return text.contains("pit-...") ? Finding.note("token", text) : Finding.ok("token", text);
    }

    private boolean oauth() {
        return wiring.client().account() != null
                && wiring.client().oauthWiring().used();
    }

    /// Where a token comes from: one that is set goes before a file.
    private String source(Setting setting) {
        Settings settings = wiring.settings();
        if (settings.text(setting) == null) {
            return "the file " + settings.text(Setting.TOKEN_FILE);
        }
        return settings.variables().contains(setting.variable())
                ? setting.variable()
                : setting.key() + " in " + settings.file();
    }

    /// A description of the token without any part of it.
    private static String kind(Secret token, String source) {
        return token == null
                ? "none"
                : token.value().startsWith("pit-")
                        ? "private integration token (" + source + ")"
                        : source + " holds no private integration token, which begins with pit-...";
    }

    private Finding names() {
        AccountLocations locations = wiring.client().locations();
        String names = locations.names().isEmpty()
                ? "none have names"
                : String.join(", ", locations.names().keySet())
                        + (locations.names().size() == 1 ? " has a name" : " have names");
        return Finding.ok(
                "names",
                names
                        + (locations.allowed() == null
                                ? "; all may be touched"
                                : "; only " + String.join(", ", locations.allowed()) + " may be touched"));
    }
}
