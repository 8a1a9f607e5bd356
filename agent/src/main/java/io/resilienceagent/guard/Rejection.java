package io.resilienceagent.guard;

import java.util.function.Supplier;

/**
 * The token of a denied call. It is a {@link Supplier} because the woven host code tells by {@code instanceof} that
 * the body must be skipped, and can name JDK types only.
 *
 * @param ending what the host gets
 */
record Rejection(WovenMethod.Ending ending) implements Supplier<Object> {
    @Override
    public Object get() {
        return ending.value();
    }
}
