package io.resilienceagent.guard;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What happens when an entry dies between two guards, by no fault of theirs: the thread ran out of stack, the JVM out of
 * memory. The guards that had given permits get them back, unused; then the call is denied where a guard would have
 * denied, else the host goes on.
 *
 * <p>Here nothing is allocated or called that could be done without: there may be no room for it.
 */
final class LostEntry {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    static final Denial LOST =
            Denial.of("GUARD_ERROR", "the guards could not all be asked: the thread ran out of stack or memory");
    private static final Object[] NO_ARGUMENTS = {};

    private LostEntry() {}

    /**
     * The handler: {@code (failure, invocation) -> token}. It reads the permits out of the invocation by handles, which
     * the JIT compiler inlines even where they never ran. Handed to a method, the invocation would have to be allocated
     * for each call that is well, since a compiler of JDK 17 keeps all handlers.
     */
    static MethodHandle handler(GuardChain chain, WovenMethod method) {
        MethodType shape = methodType(Object.class, GuardChain.class, WovenMethod.class, Invocation.class)
                .appendParameterTypes(Throwable.class, TickSlot.class, int.class);
        for (int i = 0; i < Invocation.HERE; i++) {
            shape = shape.appendParameterTypes(Object.class);
        }
        MethodHandle end = ChainLink.findStatic(LostEntry.class, "end", shape.appendParameterTypes(Object[].class));
        Invocation nobodys = new Invocation(chain, method, null, NO_ARGUMENTS, 0);
        MethodHandle bound = MethodHandles.insertArguments(end, 0, chain, method, nobodys);
        MethodHandle read = MethodHandles.filterArguments(bound, 1, getters());
        return MethodHandles.permuteArguments(
                read, methodType(Object.class, Throwable.class, Invocation.class), 0, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    private static MethodHandle[] getters() {
        try {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(Invocation.class, LOOKUP);
            MethodHandle[] getters = new MethodHandle[Invocation.HERE + 3];
            getters[0] = inside.findGetter(Invocation.class, "tick", TickSlot.class);
            getters[1] = inside.findGetter(Invocation.class, "given", int.class);
            for (int i = 0; i < Invocation.HERE; i++) {
                getters[i + 2] = inside.findGetter(Invocation.class, "permit" + i, Object.class);
            }
            getters[Invocation.HERE + 2] = inside.findGetter(Invocation.class, "more", Object[].class);
            return getters;
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("permits", impossible);
        }
    }

    /**
     * Ends the entry.
     *
     * @param nobodys an invocation for the guards to look at, made before
     * @param tick the tick that the call began; null when it began none
     * @param given how many guards, outermost first, have a permit to get back
     */
    static Object end(
            GuardChain chain,
            WovenMethod method,
            Invocation nobodys,
            Throwable failure,
            TickSlot tick,
            int given,
            Object permit0,
            Object permit1,
            Object permit2,
            Object permit3,
            Object permit4,
            Object permit5,
            Object[] more) {
        for (int i = given - 1; i >= 0; i--) {
            Object permit =
                    switch (i) {
                        case 0 -> permit0;
                        case 1 -> permit1;
                        case 2 -> permit2;
                        case 3 -> permit3;
                        case 4 -> permit4;
                        case 5 -> permit5;
                        default -> more[i - Invocation.HERE];
                    };
            giveBack(chain, i, nobodys, permit);
        }
        tell(chain, failure);
        if (!chain.deniesOnError()) {
            return chain.order() ? Outermost.Token.UNGUARDED : tick;
        }
        Rejection rejection = chain.rejection(method, LOST);
        if (tick != null) {
            tick.end(rejection.ending().thrown());
        }
        return rejection;
    }

    /** One that cannot take its permit back does not keep the others from theirs. */
    private static void giveBack(GuardChain chain, int guard, Invocation nobodys, Object permit) {
        try {
            chain.release(guard, nobodys, permit, LOST);
        } catch (Throwable noRoom) {
            // Telling it needed more room than there is.
        }
    }

    private static void tell(GuardChain chain, Throwable failure) {
        try {
            chain.broken("enter", failure);
        } catch (Throwable noRoom) {
            // The call that is being judged matters more.
        }
    }
}
