package io.resilienceagent.guard;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Orders nest: a trading framework's {@code createOrder} calls a client's {@code placeOrder}, that calls another.
 * One logical order is judged and counted once, at the outermost order join point on the thread's stack.
 */
final class Outermost {
    /**
     * How many order join points this thread is inside of. A plain {@code ThreadLocal} of an array: nothing in it is a
     * class of the agent, so that a host thread never keeps the agent's loader alive.
     */
    private static final ThreadLocal<int[]> DEPTH = new ThreadLocal<>();

    private static final MethodHandle ENTERS =
            ChainLink.findStatic(Outermost.class, "enters", methodType(boolean.class, Object.class, Object[].class));
    private static final MethodHandle INNER =
            ChainLink.findStatic(Outermost.class, "inner", methodType(Object.class, Object.class, Object[].class));
    private static final MethodHandle LEAVES = ChainLink.findStatic(
            Outermost.class, "leaves", methodType(void.class, Object.class, Object.class, Throwable.class));

    private Outermost() {}

    /** Runs the entry at the outermost order join point only; within, the call is {@link Token#UNGUARDED}. */
    static MethodHandle enter(MethodHandle entry) {
        return MethodHandles.guardWithTest(ENTERS, entry, INNER);
    }

    /** Takes the thread out of the join point, then runs the exit. */
    static MethodHandle exit(MethodHandle exit) {
        return MethodHandles.foldArguments(exit, LEAVES);
    }

    static boolean enters(Object self, Object[] arguments) {
        int[] depth = DEPTH.get();
        if (depth == null) {
            depth = new int[1];
            DEPTH.set(depth);
        }
        return depth[0]++ == 0;
    }

    static Object inner(Object self, Object[] arguments) {
        return Token.UNGUARDED;
    }

    static void leaves(Object token, Object value, Throwable thrown) {
        if (counted(token)) {
            int[] depth = DEPTH.get();
            if (depth != null && depth[0] > 0) {
                depth[0]--;
            }
        }
    }

    /** Whether the call with this token counted a level when it entered; null entered while nothing was in force. */
    private static boolean counted(Object token) {
        if (token instanceof Invocation call) {
            return call.chain().order();
        }
        return token instanceof Rejection rejection ? rejection.counted() : token == Token.UNGUARDED;
    }

    /** Token of an order that runs unguarded but counted: it stands inside another, or the agent failed open. */
    enum Token {
        UNGUARDED
    }
}
