package io.resilienceagent.guard;

import java.util.function.Supplier;

/**
 * The token of a call that is not made and yet has an outcome: an injected fault took its place. A {@link Record}, as
 * {@link Rejection} is, so that the host's body is skipped; unlike it the guards are told an ending. It tells that by types of
 * the JDK for the same reason.
 *
 * @param call the call, which knows how it ends
 */
record Pretence(Invocation call) implements Supplier<Object[]> {
    @Override
    public Object[] get() {
        WovenMethod.Ending ending = call.takePretended();
        return ending == null ? null : new Object[] {null, call.method().fit(ending.value()), ending.thrown()};
    }
}
