package io.resilienceagent.weave;

import net.bytebuddy.asm.Advice.OnMethodEnter;
import net.bytebuddy.asm.Advice.OnMethodExit;
import net.bytebuddy.asm.Advice.This;

/**
 * The shape of what tells an {@link InstanceWatch} of an object: one {@code invokedynamic} call. As with
 * {@link AroundAdvice} the bodies never run.
 */
final class SightAdvice {
    private SightAdvice() {}

    /** At the end of a constructor: what its initializers set cannot undo what is set then. */
    static final class Made {
        private Made() {}

        @OnMethodExit(inline = false)
        static void seen(@This Object self) {
            throw new AssertionError("replaced by an invokedynamic call");
        }
    }

    /** At the beginning of a method. */
    static final class Called {
        private Called() {}

        @OnMethodEnter(inline = false)
        static void seen(@This Object self) {
            throw new AssertionError("replaced by an invokedynamic call");
        }
    }
}
