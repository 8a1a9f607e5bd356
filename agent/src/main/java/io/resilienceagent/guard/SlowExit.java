package io.resilienceagent.guard;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Every ending that is not plain success: denials, exceptions, calls that entered before a reload, repeats, futures.
 * What it answers is what the woven method does next: null for nothing, else {@code {repeat, value, thrown}}.
 */
final class SlowExit {
    /** Told by {@code instanceof Callable} in host code: the body is run again. */
    private static final Callable<Object> REPEAT = () -> null;

    private SlowExit() {}

    static Object[] exit(Object token, Object value, Throwable thrown) {
        if (token instanceof Rejection rejection) {
            return rejection.get();
        }
        if (token instanceof TickSlot tick) {
            tick.end(thrown);
            return null;
        }
        if (token instanceof Pretence pretence) {
            return pretended(pretence.call(), value, thrown);
        }
        if (token instanceof Invocation call) {
            return exit(call, value, thrown);
        }
        // A denial by an agent that has left meanwhile; what else it began is over with it.
        return token instanceof Record && token instanceof Supplier<?> denied ? (Object[]) denied.get() : null;
    }

    private static Object[] exit(Invocation call, Object value, Throwable thrown) {
        Object[] ending = ended(call, value, thrown);
        if (ending == null) {
            call.endTick(thrown);
        } else if (ending[0] == null) {
            call.endTick((Throwable) ending[2]);
        }
        return ending;
    }

    /** The body was skipped, so there is always an ending to be told; after a repeat it was run. */
    private static Object[] pretended(Invocation call, Object value, Throwable thrown) {
        WovenMethod.Ending instead = call.takePretended();
        if (instead == null) {
            return exit(call, value, thrown);
        }
        Object fitting = call.method().fit(instead.value());
        Object[] ending = exit(call, fitting, instead.thrown());
        return ending == null ? new Object[] {null, fitting, instead.thrown()} : ending;
    }

    /** Null when the call ends as the host's method did. */
    private static Object[] ended(Invocation call, Object value, Throwable thrown) {
        try {
            if (thrown == null && call.method().answersLater() && value instanceof CompletionStage<?> stage) {
                return new Object[] {null, AsyncExit.follow(call, stage), null};
            }
            return told(call, value, thrown);
        } catch (Throwable failure) {
            call.chain().broken("exit", failure);
            return null;
        }
    }

    /** Tells the guards, innermost first; a guard that wants the body run again stops the telling. */
    private static Object[] told(Invocation call, Object value, Throwable thrown) {
        GuardChain chain = call.chain();
        call.ranOnce();
        call.end(value, thrown, false);
        call.end(value, thrown, chain.judged(call, thrown));
        for (int i = chain.slots.length - 1; i >= 0; i--) {
            chain.after(i, chain.slots[i].guard(), call);
            long pause = call.takeRepeat();
            if (pause >= 0 && waited(pause) && chain.reenter(i + 1, call)) {
                chain.tallyRepeated();
                return call.pretends()
                        ? again(call)
                        : new Object[] {REPEAT, call.method().fit(null), null};
            }
        }
        return call.changed() ? ending(call) : null;
    }

    /** The repeat is not made either: it ends as a fault pretends. */
    private static Object[] again(Invocation call) {
        WovenMethod.Ending instead = call.takePretended();
        Object fitting = call.method().fit(instead.value());
        Object[] ending = told(call, fitting, instead.thrown());
        return ending == null ? new Object[] {null, fitting, instead.thrown()} : ending;
    }

    /** The changed ending of a call, in a form that the method can return. */
    static Object[] ending(Invocation call) {
        Object value = call.thrown() == null
                ? call.method().fit(call.result())
                : call.method().fit(null);
        return new Object[] {null, value, call.thrown()};
    }

    /** Waits on the host's thread, which is what a retry means; an interrupt ends the wait and the retrying. */
    private static boolean waited(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return !Thread.currentThread().isInterrupted();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
