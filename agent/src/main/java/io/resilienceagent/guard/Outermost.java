package io.resilienceagent.guard;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Orders nest: a trading framework's {@code createOrder} calls a client's {@code placeOrder}, that calls another.
 * One logical order is judged and counted once, at the outermost order join point on the thread's stack.
 */
final class Outermost {
    /**
     * How many order join points this thread is inside of, and the class and method of the outermost. A plain
     * {@code ThreadLocal} of JDK types: nothing in it is a class of the agent or the host, so that a host thread never
     * keeps a loader alive.
     */
    private static final ThreadLocal<Object[]> LEVELS = new ThreadLocal<>();

    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String OWN_FRAMES = Outermost.class.getPackageName().concat(".");

    private static final MethodHandle OF_THREAD = find("ofThread", methodType(Object[].class));
    private static final MethodHandle OUTSIDE = find("outside", methodType(boolean.class, Object[].class));
    private static final MethodHandle ENTERED =
            find("entered", methodType(Object.class, String.class, String.class, Object.class, Object[].class));
    private static final MethodHandle INNER =
            find("inner", methodType(Object.class, Object[].class, Object.class, Object[].class));
    private static final MethodHandle LEAVES =
            find("leaves", methodType(void.class, Object.class, Object.class, Throwable.class));

    private Outermost() {}

    private static MethodHandle find(String name, MethodType type) {
        return ChainLink.findStatic(Outermost.class, name, type);
    }

    /**
     * Runs the entry at the outermost order join point only; within, the call is {@link Token#UNGUARDED}. A level is
     * counted as the last thing of an entry, when the exit is sure to follow: one that was counted by an entry which
     * then threw would stay, and every later order of the thread would pass for an inner one.
     *
     * @param hostClass the class of the woven method
     * @param hostMethod its name
     */
    static MethodHandle enter(MethodHandle entry, String hostClass, String hostMethod) {
        MethodHandle entered = MethodHandles.insertArguments(ENTERED, 0, hostClass, hostMethod);
        MethodHandle counted = MethodHandles.collectArguments(entered, 0, entry);
        MethodHandle outer = MethodHandles.permuteArguments(counted, INNER.type(), 1, 2, 0);
        return MethodHandles.foldArguments(MethodHandles.guardWithTest(OUTSIDE, outer, INNER), OF_THREAD);
    }

    /** Takes the thread out of the join point, then runs the exit. */
    static MethodHandle exit(MethodHandle exit) {
        return MethodHandles.foldArguments(exit, LEAVES);
    }

    static Object[] ofThread() {
        Object[] levels = LEVELS.get();
        if (levels == null) {
            levels = new Object[] {new int[1], null, null};
            LEVELS.set(levels);
        }
        return levels;
    }

    /**
     * Whether no order join point is around this one. A count alone would not do: an exit that finds no stack left never
     * takes its level back, and all later orders of the thread would go out unguarded. So the stack has the last word.
     */
    static boolean outside(Object[] levels) {
        int[] depth = (int[]) levels[0];
        if (depth[0] > 0 && !isOnStack((String) levels[1], (String) levels[2])) {
            depth[0] = 0;
        }
        return depth[0] == 0;
    }

    /** Whether the method is below the woven method that is being entered, which is the first frame not of ours. */
    private static boolean isOnStack(String hostClass, String hostMethod) {
        return STACK.walk(frames -> frames.filter(frame -> !frame.getClassName().startsWith(OWN_FRAMES))
                .skip(1)
                .anyMatch(frame -> frame.getClassName().equals(hostClass)
                        && frame.getMethodName().equals(hostMethod)));
    }

    static Object entered(String hostClass, String hostMethod, Object token, Object[] levels) {
        if (counted(token)) {
            levels[1] = hostClass;
            levels[2] = hostMethod;
            ((int[]) levels[0])[0]++;
        }
        return token;
    }

    static Object inner(Object[] levels, Object self, Object[] arguments) {
        ((int[]) levels[0])[0]++;
        return Token.UNGUARDED;
    }

    static void leaves(Object token, Object value, Throwable thrown) {
        if (counted(token)) {
            Object[] levels = LEVELS.get();
            if (levels != null && ((int[]) levels[0])[0] > 0) {
                ((int[]) levels[0])[0]--;
            }
        }
    }

    /**
     * Whether the call with this token counted a level when it entered. A denied call runs nothing that could nest, and
     * null entered while nothing was in force.
     */
    private static boolean counted(Object token) {
        if (token instanceof Pretence pretence) {
            return pretence.call().chain().order();
        }
        return token instanceof Invocation call ? call.chain().order() : token == Token.UNGUARDED;
    }

    /** Token of an order that runs unguarded but counted: it stands inside another, or the agent failed open. */
    enum Token {
        UNGUARDED
    }
}
