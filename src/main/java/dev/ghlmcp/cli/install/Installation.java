package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.ClientFile;
import dev.ghlmcp.cli.install.file.FileDifference;
import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.cli.install.file.ServerEntries;
import dev.ghlmcp.cli.install.file.ServerList;
import dev.ghlmcp.cli.install.file.TomlServers;
import dev.ghlmcp.config.InstalledSettings;
import dev.ghlmcp.config.UserFolders;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One server in one client's file, put in or taken out.
///
/// @param client whose file it is
/// @param file   as it is now
/// @param name   of the server in it
/// @param dryRun whether it is only shown
/// @param out    where it is shown
record Installation(ClientApp client, ClientFile file, String name, boolean dryRun, PrintStream out) {
    private static final String TOKEN = "GHL_TOKEN";
    private static final String ENVIRONMENT = "env";
    private static final Pattern EMPTY = Pattern.compile("\\s*(\\{\\s*})?\\s*");
    private static final int BACKUPS = 3;

    /// The file that was named, or the client's own, whose folder tells whether the client is here at all.
    static ClientFile file(ClientApp client, Path named) throws InstallException {
        if (named == null && !client.hasFile()) {
            return new ClientFile(null, null, false);
        }
        Path path = named == null ? client.file(UserFolders.here()) : named;
        if (named == null && !Files.isDirectory(client.folder(UserFolders.here()))) {
            throw new InstallException(
                    "There is no folder " + client.folder(UserFolders.here()) + ", so " + client.title()
                            + " does not seem to be installed. If its configuration is elsewhere, name it with --file");
        }
        return ClientFile.read(path);
    }

    /// Where the token of servers of a name is kept.
    static TokenFile tokens(String name) {
        return TokenFile.standard(UserFolders.here(), name);
    }

    /// Stores the variables of servers of a name for `ghl-mcp doctor` and `ghl-mcp call`, in place of those before.
    static void remember(String name, Map<String, String> variables) throws InstallException {
        new TokenFile(InstalledSettings.of(UserFolders.here(), name).path()).write(InstalledSettings.text(variables));
    }

    /// Deletes these variables, and the list of files that named the token.
    static void forget(String name) throws InstallException {
        tokens(name).list().forget();
        new TokenFile(InstalledSettings.of(UserFolders.here(), name).path()).forget();
    }

    /// What the client's entry says for a variable; empty if it says nothing or there is none.
    ///
    /// @throws InstallException if the file cannot be edited
    String variable(String variable) throws InstallException {
        JsonNode entry = entry();
        return entry == null ? "" : entry.path(ENVIRONMENT).path(variable).asString("");
    }

    /// Checks that the file can be written, before a token is tried or kept and before anything is shown.
    ///
    /// @throws InstallException if it cannot
    void ready() throws InstallException {
        if (file.path() != null && !dryRun) {
            entry();
            file.ready();
        }
    }

    /// Puts the server in.
    ///
    /// @param start     this program
    /// @param given     options of the command line, which replace those that a person added to the entry
    /// @param variables to start it with; none of them is secret
    /// @param ownsToken whether the settings that the variables name hold the token now, instead of the entry
    void add(StartCommand start, Set<String> given, Map<String, String> variables, boolean ownsToken)
            throws InstallException {
        JsonNode old = entry();
        ObjectNode entry = old == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) old.deepCopy();
        if (client.typed()) {
            entry.put("type", "stdio");
        }
        start.keeping(StartCommand.of(entry), given).into(entry);
        if (!variables.isEmpty() && !entry.path(ENVIRONMENT).isObject()) {
            entry.putObject(ENVIRONMENT);
        }
        if (ownsToken && entry.get(ENVIRONMENT) instanceof ObjectNode environment) {
            environment.remove(TOKEN);
        }
        variables.forEach((name, value) -> ((ObjectNode) entry.get(ENVIRONMENT)).put(name, value));
        if (entry.equals(old) && !file.marked()) {
            out.println(file.path() + " has this server already.");
            return;
        }
        ServerList servers = servers();
        if (file.path() == null) {
            out.println(client.next());
            out.print(servers.with(name, entry));
            return;
        }
        change(named(() -> servers.with(name, entry)), BACKUPS, client.next());
    }

    /// Takes the server out.
    ///
    /// @return whether it may have been in; only a person knows of a client without a file
    boolean remove() throws InstallException {
        JsonNode old = entry();
        if (file.path() == null) {
            out.println(client.title() + " has no file to edit: take the server out where it was put in.");
            return true;
        }
        if (old == null) {
            out.println(file.path() + " has no server " + name + ".");
            return false;
        }
        ServerList servers = servers();
        change(
                named(() -> servers.without(name)),
                1,
                "If " + client.title() + " is running, it may keep the server until it starts again.");
        return true;
    }

    private void change(String changed, int backups, String next) throws InstallException {
        ready();
        out.println("In " + file.path() + ":");
        out.print(FileDifference.of(file.text(), changed).shown());
        if (file.marked()) {
            out.println("The file begins with a byte order mark, with which some clients ignore the whole of it: "
                    + (dryRun ? "it would be removed." : "it is removed."));
        }
        if (dryRun) {
            out.println("Nothing was written.");
            return;
        }
        if (EMPTY.matcher(changed).matches() && !file.linked()) {
            file.delete(backups);
            out.println("The file held nothing else and is removed.");
        } else {
            Path backup = file.replace(changed, backups);
            if (backup != null) {
                out.println("The file as it was: " + backup);
            }
        }
        out.println(next);
    }

    private JsonNode entry() throws InstallException {
        ServerList servers = servers();
        JsonNode entry = named(() -> servers.entry(name));
        if (entry != null && !StartCommand.of(entry).ours()) {
            throw new InstallException(file.path() + " has a server " + name
                    + " that starts another program, so it stays: choose another name with --name");
        }
        return entry;
    }

    private ServerList servers() throws InstallException {
        return client == ClientApp.CODEX
                ? new TomlServers(file.text(), client.servers())
                : new ServerEntries(file.text(), client.servers());
    }

    /// Adds the file's name to a message.
    private <T> T named(Edit<T> edit) throws InstallException {
        try {
            return edit.make();
        } catch (InstallException e) {
            throw new InstallException(file.path() + " " + e.getMessage() + ". It is as it was");
        }
    }

    @FunctionalInterface
    private interface Edit<T> {
        T make() throws InstallException;
    }
}
