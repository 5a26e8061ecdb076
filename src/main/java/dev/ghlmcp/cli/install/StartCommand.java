package dev.ghlmcp.cli.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a client starts a program. Windows runs a `.cmd` only through its shell, and not every client goes that way by
/// itself.
///
/// @param program   the launcher
/// @param arguments for it
record StartCommand(String program, List<String> arguments) {
    private static final String SHELL = "cmd";
    private static final String RUN = "/c";
    private static final String STDIO = "stdio";
    private static final String SANDBOX = "--sandbox";

    /// Serves over standard input and output.
    ///
    /// @param sandbox whether on sample data
    static StartCommand stdio(Path launcher, boolean sandbox) {
        return new StartCommand(launcher.toString(), sandbox ? List.of(STDIO, SANDBOX) : List.of(STDIO));
    }

    /// What an entry of a client says.
    static StartCommand of(JsonNode entry) {
        String command = entry.path("command").asString("");
        List<String> arguments =
                entry.path("args").valueStream().map(each -> each.asString("")).toList();
        boolean shell = command.equals(SHELL)
                && arguments.size() > 1
                && arguments.getFirst().equals(RUN);
        return shell
                ? new StartCommand(arguments.get(1), arguments.subList(2, arguments.size()))
                : new StartCommand(command, arguments);
    }

    /// Whether it starts this program, here or elsewhere.
    boolean ours() {
        String path = program.replace('\\', '/');
        return path.substring(path.lastIndexOf('/') + 1).startsWith("ghl-mcp");
    }

    /// The same with the arguments that a person has added to an entry.
    ///
    /// @param before what the entry says
    /// @param given  options of the command line, which replace the person's
    StartCommand keeping(StartCommand before, Set<String> given) {
        List<String> all = new ArrayList<>(arguments);
        if (before.arguments.contains(STDIO)) {
            for (int i = 0; i < before.arguments.size(); i++) {
                String argument = before.arguments.get(i);
                if (given.contains(argument)) {
                    i++;
                } else if (!argument.equals(STDIO)
                        && !argument.equals(SANDBOX)
                        && given.stream().noneMatch(option -> argument.startsWith(option + "="))) {
                    all.add(argument);
                }
            }
        }
        return new StartCommand(program, all);
    }

    /// Puts it into an entry.
    void into(ObjectNode entry) {
        boolean shell = program.endsWith(".cmd");
        entry.put("command", shell ? SHELL : program);
        List<String> all = new ArrayList<>(shell ? List.of(RUN, program) : List.of());
        all.addAll(arguments);
        all.forEach(entry.putArray("args")::add);
    }
}
