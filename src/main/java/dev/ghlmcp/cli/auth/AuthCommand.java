package dev.ghlmcp.cli.auth;

import dev.ghlmcp.cli.context.CommandContext;
import dev.ghlmcp.cli.sandbox.SandboxApp;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.highlevel.oauth.OAuth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `ghl-mcp auth`, whose own commands share the OAuth app and the token store.
@Command(
        name = "auth",
        mixinStandardHelpOptions = true,
        description = "Log in with an OAuth app, for one sub-account or a whole agency.",
        subcommands = {LoginCommand.class, StatusCommand.class, LogoutCommand.class})
public final class AuthCommand implements Runnable {
    @ParentCommand
    CommandContext root;

    @Spec
    CommandSpec spec;

    /// The app and the token store of the settings. The caller closes it.
    OAuth oauth() {
        if (root.options().sandbox() && settings().text(Setting.AUTH_STORE) == null) {
            root.options().set(Setting.AUTH_STORE, SandboxApp.store());
        }
        return root.composition().oauth(settings());
    }

    /// Takes the sandbox for HighLevel, whatever else the settings say.
    SandboxApp useSandbox() {
        SandboxApp app = SandboxApp.of(settings());
        root.options().useAddress(app.sandbox());
        app.settings().forEach(root.options()::set);
        return app;
    }

    Settings settings() {
        return root.settings();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of login, status and logout?");
    }
}
