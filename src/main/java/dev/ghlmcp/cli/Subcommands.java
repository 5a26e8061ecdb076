package dev.ghlmcp.cli;

import dev.ghlmcp.cli.auth.AuthCommand;
import dev.ghlmcp.cli.completion.CompletionCommand;
import dev.ghlmcp.cli.install.InstallCommand;
import dev.ghlmcp.cli.install.UninstallCommand;
import dev.ghlmcp.cli.sandbox.SandboxCommand;
import dev.ghlmcp.cli.sync.SyncCommand;
import dev.ghlmcp.cli.watch.EventsCommand;
import dev.ghlmcp.cli.watch.WatchCommand;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;

/// The commands of the program. A start makes those that its command line names: with all of them `call` would take a
/// fifth longer.
final class Subcommands {
    private static final String COMPLETION = "completion";
    private static final String SANDBOX = "--sandbox";
    private static final Pattern ABOUT_ALL = Pattern.compile("--(help|version)(=.*)?");

    /// In the order of the help.
    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("stdio", StdioCommand.class);
        ALL.put("http", HttpCommand.class);
        ALL.put("call", CallCommand.class);
        ALL.put("watch", WatchCommand.class);
        ALL.put("events", EventsCommand.class);
        ALL.put("sync", SyncCommand.class);
        ALL.put("tools", ToolsCommand.class);
        ALL.put("doctor", DoctorCommand.class);
        ALL.put("auth", AuthCommand.class);
        ALL.put("sandbox", SandboxCommand.class);
        ALL.put("new-token", NewTokenCommand.class);
        ALL.put(COMPLETION, CompletionCommand.class);
        ALL.put("install", InstallCommand.class);
        ALL.put("uninstall", UninstallCommand.class);
    }

    private Subcommands() {}

    /// Every command, for who describes them.
    static CommandLine addAll(CommandLine line) {
        return add(line, ALL.keySet());
    }

    /// Those that a command line may run.
    static CommandLine addNamed(CommandLine line, String... args) {
        return add(line, named(Arrays.asList(args)));
    }

    /// All where none is named, or where all are described, as by the hint at a mistyped name.
    private static Collection<String> named(List<String> words) {
        List<String> named = words.stream().filter(ALL::containsKey).distinct().toList();
        return begins(words) && !named.contains(COMPLETION) ? named : ALL.keySet();
    }

    /// Whether a command stands where it can: first, or after options with their values.
    private static boolean begins(List<String> words) {
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (ALL.containsKey(word)) {
                return true;
            }
            if (!word.startsWith("--") || ABOUT_ALL.matcher(word).matches()) {
                return false;
            }
            if (!word.equals(SANDBOX) && !word.contains("=")) {
                at++;
            }
        }
        return false;
    }

    private static CommandLine add(CommandLine line, Collection<String> names) {
        names.forEach(name -> line.addSubcommand(name, ALL.get(name)));
        shareVersion(line);
        return line;
    }

    /// Has each command say the program's version.
    private static void shareVersion(CommandLine line) {
        line.getSubcommands().values().forEach(command -> {
            command.getCommandSpec().versionProvider(line.getCommandSpec().versionProvider());
            shareVersion(command);
        });
    }
}
