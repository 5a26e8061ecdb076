package dev.ghlmcp.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Ends the process at once, when everything is written and closed. `System.exit` waits 300 ms for the thread that
/// polls sockets for virtual threads, as long as all else that a short command does.
public final class ProcessExit {
    private ProcessExit() {}

    /// Ends it with this exit code, unless a signal ends it already, which has one of its own.
    public static void with(int code) {
        if (!ending() && ProcessExit.class.getModule().isNativeAccessEnabled()) {
            try {
                function().invokeExact(code);
            } catch (Throwable _) {
                // Another system ends it by the way below.
            }
        }
        System.exit(code);
    }

    private static boolean ending() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
            return false;
        } catch (IllegalStateException _) {
            return true;
        }
    }

    /// The `_exit` of POSIX.
    @SuppressWarnings("restricted")
    public static MethodHandle function() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("_exit"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }
}
