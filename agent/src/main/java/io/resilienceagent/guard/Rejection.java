package io.resilienceagent.guard;

import java.util.function.Supplier;

/**
 * The token of a denied call, and the only token that is a {@link Record}: the woven host code tells by {@code instanceof}
 * that the body must be skipped, and can name JDK types only. A class, since the test for an interface that a token does
 * not have takes some 10 ns on JDK 17.
 *
 * <p>It tells its ending by types of the JDK, too: the call may be ended by the linker of another agent, that was attached
 * when this one had left.
 *
 * @param ending what the host gets
 */
record Rejection(WovenMethod.Ending ending) implements Supplier<Object[]> {
    @Override
    public Object[] get() {
        return new Object[] {null, ending.value(), ending.thrown()};
    }
}
