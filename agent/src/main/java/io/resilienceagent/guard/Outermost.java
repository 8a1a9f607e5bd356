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

    private static final MethodHandle LEVELS = ChainLink.findStatic(Outermost.class, "levels", methodType(int[].class));
    private static final MethodHandle OUTSIDE =
            ChainLink.findStatic(Outermost.class, "outside", methodType(boolean.class, int[].class));
    private static final MethodHandle ENTERED =
            ChainLink.findStatic(Outermost.class, "entered", methodType(Object.class, Object.class, int[].class));
    private static final MethodHandle INNER = ChainLink.findStatic(
            Outermost.class, "inner", methodType(Object.class, int[].class, Object.class, Object[].class));
    private static final MethodHandle LEAVES = ChainLink.findStatic(
            Outermost.class, "leaves", methodType(void.class, Object.class, Object.class, Throwable.class));

    private Outermost() {}

    /**
     * Runs the entry at the outermost order join point only; within, the call is {@link Token#UNGUARDED}. A level is
     * counted as the last thing of an entry, when the exit is sure to follow: one that was counted by an entry which
     * then threw would stay, and every later order of the thread would pass for an inner one.
     */
    static MethodHandle enter(MethodHandle entry) {
        MethodHandle counted = MethodHandles.collectArguments(ENTERED, 0, entry);
        MethodHandle outer = MethodHandles.permuteArguments(counted, INNER.type(), 1, 2, 0);
        return MethodHandles.foldArguments(MethodHandles.guardWithTest(OUTSIDE, outer, INNER), LEVELS);
    }

    /** Takes the thread out of the join point, then runs the exit. */
    static MethodHandle exit(MethodHandle exit) {
        return MethodHandles.foldArguments(exit, LEAVES);
    }

    static int[] levels() {
        int[] depth = DEPTH.get();
        if (depth == null) {
            depth = new int[1];
            DEPTH.set(depth);
        }
        return depth;
    }

    static boolean outside(int[] depth) {
        return depth[0] == 0;
    }

    static Object entered(Object token, int[] depth) {
        if (counted(token)) {
            depth[0]++;
        }
        return token;
    }

    static Object inner(int[] depth, Object self, Object[] arguments) {
        depth[0]++;
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
