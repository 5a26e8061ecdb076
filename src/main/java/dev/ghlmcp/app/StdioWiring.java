package dev.ghlmcp.app;

import dev.ghlmcp.cli.StartFailure;
import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.stateless.RequestStates;
import dev.ghlmcp.server.stateless.StatelessProtocol;
import dev.ghlmcp.server.stdio.StdioTransport;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/// Composition root of stdio: most of the program is built at the first call, and may fail then.
public final class StdioWiring {
    private final FutureTask<Dispatcher> making;
    private final Thread maker;
    private final AtomicBoolean started = new AtomicBoolean();
    private final StdioTransport transport;
    private final AppWiring wiring;
    private volatile Throwable failure;

    /// @param out     for messages of the protocol and nothing else
    /// @param version of this program
    public StdioWiring(AppWiring wiring, OutputStream out, String version) {
        this.wiring = wiring;
        making = new FutureTask<>(() -> made(wiring));
        // A thread of its own: a call that is cancelled meanwhile must not leave it half built.
        maker = Thread.ofPlatform().daemon().unstarted(making);
        // Not System.in, whose buffer asks at each line whether there is more: two system calls.
        transport = new StdioTransport(
                new FileInputStream(FileDescriptor.in),
                out,
                calling -> ToolServer.features(
                        wiring.listed(),
                        calling,
                        wiring.events() ? wiring.eventSupport(Principals.UNASKED) : null,
                        version),
                this::dispatcher,
                features -> new StatelessProtocol(features, RequestStates.ofThisProcess()));
    }

    /// Serves until the input ends.
    public void run() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            transport.cancelAll();
            close();
        }));
        if (wiring.events()) {
            // What is watched already goes on without a call.
            Thread.ofPlatform()
                    .daemon()
                    .name("watches")
                    .start(() -> wiring.watching().resume(dispatcher()));
        }
        try {
            transport.run();
        } catch (IOException _) {
            System.err.println("ghl-mcp: the client is gone");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        close();
        if (failure != null) {
            System.exit(StartFailure.exitCode(failure));
        }
    }

    private Dispatcher made(AppWiring wiring) {
        try {
            return wiring.dispatcher();
        } catch (RuntimeException | Error e) {
            failure = e;
            String sentence = StartFailure.sentence(e);
            StackTraces.report(System.err, sentence, e);
            transport.fail("ghl-mcp cannot start: " + sentence);
            // Logged here, because the waiting calls do not know the cause.
            System.exit(StartFailure.exitCode(e));
            throw e;
        }
    }

    private Dispatcher dispatcher() {
        if (started.compareAndSet(false, true)) {
            maker.start();
        }
        try {
            return making.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void close() {
        wiring.watching().close();
        if (making.state() == Future.State.SUCCESS) {
            making.resultNow().close();
        }
    }
}
