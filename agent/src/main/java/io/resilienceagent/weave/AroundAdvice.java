package io.resilienceagent.weave;

import java.util.concurrent.Callable;
import net.bytebuddy.asm.Advice.AllArguments;
import net.bytebuddy.asm.Advice.AssignReturned;
import net.bytebuddy.asm.Advice.Enter;
import net.bytebuddy.asm.Advice.OnMethodEnter;
import net.bytebuddy.asm.Advice.OnMethodExit;
import net.bytebuddy.asm.Advice.Return;
import net.bytebuddy.asm.Advice.This;
import net.bytebuddy.asm.Advice.Thrown;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/**
 * The shape of what is woven around a method: two {@code invokedynamic} calls with these signatures. The bodies here
 * never run; {@link Linker} decides what stands behind the calls. The marker types are the JDK's, since the
 * {@code instanceof} tests for them run in the host's code.
 */
final class AroundAdvice {
    private AroundAdvice() {}

    /** A {@link Record} for a token skips the host's body. */
    @OnMethodEnter(inline = false, skipOn = Record.class)
    static Object enter(@This(optional = true) Object self, @AllArguments Object[] arguments) {
        throw new AssertionError("replaced by an invokedynamic call");
    }

    /** Null changes nothing; else {@code {repeat, value, thrown}}, where a {@link Callable} runs the body again. */
    @OnMethodExit(inline = false, onThrowable = Throwable.class, repeatOn = Callable.class, repeatOnIndex = 0)
    @AssignReturned.ToReturned(index = 1, typing = Typing.DYNAMIC)
    @AssignReturned.ToThrown(index = 2, typing = Typing.DYNAMIC)
    static Object[] exit(@Enter Object token, @Return(typing = Typing.DYNAMIC) Object value, @Thrown Throwable thrown) {
        throw new AssertionError("replaced by an invokedynamic call");
    }
}
