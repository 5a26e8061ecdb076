package dev.ghlmcp.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// A process that ends after so many steps, and does nothing afterwards.
public final class EndingProcess {
    private final AtomicInteger left;

    /// The process has ended.
    public static final class Crash extends StoreException {
        private static final long serialVersionUID = 1;

        private Crash() {
            super("");
        }
    }

    public EndingProcess(int steps) {
        this.left = new AtomicInteger(steps);
    }

    /// Its store: it may end before or after each call.
    public EventStore store(EventStore store) {
        return ending(EventStore.class, store);
    }

    private <T> T ending(Class<T> type, T store) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    step();
                    Object answer;
                    try {
                        answer = method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    step();
                    return answer instanceof DocumentStore documents ? ending(DocumentStore.class, documents) : answer;
                }));
    }

    /// A step of another kind.
    ///
    /// @throws Crash if it has ended
    public void step() {
        if (left.getAndUpdate(steps -> Math.max(0, steps - 1)) == 0) {
            throw new Crash();
        }
    }

    /// Whether it has not ended.
    public boolean goes() {
        return left.get() > 0;
    }
}
