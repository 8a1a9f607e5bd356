package io.resilienceagent.guard;

import java.util.function.Supplier;

/**
 * Remembers what a join point last answered, for {@code deny: {return: previous}}. Stands innermost, so that it sees
 * the host's own answers only. Thread-safe.
 */
public final class PreviousAnswer implements Guard, Supplier<Object> {
    private volatile Object last;

    @Override
    public String name() {
        return "previous";
    }

    @Override
    public Object before(Invocation call) {
        return null;
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (!call.failed()) {
            last = call.result();
        }
    }

    /** The last answer that was no failure; null before the first. */
    @Override
    public Object get() {
        return last;
    }
}
