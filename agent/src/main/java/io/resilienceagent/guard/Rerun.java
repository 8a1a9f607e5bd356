package io.resilienceagent.guard;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Calls a woven method of the host without its guards, which is how an asynchronous call is made again: the guards
 * that it must pass were asked before.
 */
public final class Rerun {
    /** Set on a thread that is about to make such a call; JDK types only, so nothing of ours stays on the thread. */
    private static final ThreadLocal<boolean[]> ABOUT_TO = new ThreadLocal<>();

    private static final MethodHandle TAKE =
            ChainLink.findStatic(Rerun.class, "take", methodType(boolean.class, Object.class, Object[].class));

    private Rerun() {}

    /**
     * Calls a woven method unguarded.
     *
     * @param body the method, as {@code (Object[])R} if it is static, else as {@code (T, Object[])R}
     * @param self the object, null for a static method
     * @throws Throwable whatever the host's method throws
     */
    public static Object unguarded(MethodHandle body, Object self, Object[] arguments) throws Throwable {
        ABOUT_TO.set(new boolean[0]);
        try {
            return self == null ? body.invoke(arguments) : body.invoke(self, arguments);
        } finally {
            ABOUT_TO.remove();
        }
    }

    /** The entry for every call but those. */
    static MethodHandle orElse(MethodHandle entry) {
        return MethodHandles.guardWithTest(TAKE, MethodHandles.empty(entry.type()), entry);
    }

    /** The first woven call on the thread is the one meant; what it calls in turn is guarded as ever. */
    static boolean take(Object self, Object[] arguments) {
        boolean taken = ABOUT_TO.get() != null;
        if (taken) {
            ABOUT_TO.remove();
        }
        return taken;
    }
}
