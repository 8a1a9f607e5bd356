package io.resilienceagent.guard;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Strings a {@link GuardChain} and a {@link WovenMethod} together as method handles.
 *
 * <p>Every guard is bound into the handle as a constant. So the JIT compiler knows each guard's class at each call
 * site, inlines the whole chain into the host's method, and most often finds that the {@link Invocation} never
 * leaves it and need not be allocated. A loop over an array of guards would cost a megamorphic call and an
 * allocation each time.
 */
public final class ChainLink {
    /** Shape of the entry: {@code (this, arguments) -> token}. */
    public static final MethodType ENTER = methodType(Object.class, Object.class, Object[].class);

    /** Shape of the exit: {@code (token, value, thrown) -> null or {repeat, value, thrown}}. */
    public static final MethodType EXIT = methodType(Object[].class, Object.class, Object.class, Throwable.class);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle BEGIN = find(
            GuardChain.class, "begin", Invocation.class, int.class, WovenMethod.class, Object.class, Object[].class);
    private static final MethodHandle BEGIN_TICK = find(
            GuardChain.class,
            "beginTick",
            Invocation.class,
            String.class,
            int.class,
            WovenMethod.class,
            Object.class,
            Object[].class);
    private static final MethodHandle BEFORE =
            find(GuardChain.class, "before", Denial.class, int.class, Guard.class, Invocation.class);
    private static final MethodHandle REJECT =
            find(GuardChain.class, "reject", Object.class, int.class, Denial.class, Invocation.class);
    private static final MethodHandle AFTER =
            find(GuardChain.class, "after", void.class, int.class, Guard.class, Invocation.class);
    private static final MethodHandle PASSES = own("passes", boolean.class, Denial.class);
    private static final MethodHandle UNLINKED =
            own("unlinked", Object.class, GuardChain.class, WovenMethod.class, Throwable.class);
    private static final MethodHandle ENDED_WELL =
            own("endedWell", boolean.class, GuardChain.class, Object.class, Object.class, Throwable.class);
    private static final MethodHandle CALL_OF =
            own("callOf", Invocation.class, Object.class, Object.class, Throwable.class);
    private static final MethodHandle COUNT =
            own("count", Object.class, GuardChain.class, Object.class, Object[].class);
    private static final MethodHandle TICK =
            own("tick", Object.class, Ticks.class, String.class, Object.class, Object[].class);
    private static final MethodHandle IS_TICK =
            own("isTick", boolean.class, Object.class, Object.class, Throwable.class);
    private static final MethodHandle END_TICK =
            own("endTick", Object[].class, Object.class, Object.class, Throwable.class);
    private static final MethodHandle TOKEN = own("token", Object.class, Invocation.class);
    private static final MethodHandle FINISH = own("finish", Object[].class, Invocation.class);
    /** Takes every token, also of a call that entered when its join point was an order and is none any more. */
    private static final MethodHandle SLOW_EXIT = Outermost.exit(findStatic(SlowExit.class, "exit", EXIT));

    private ChainLink() {}

    /**
     * The entry of a woven method through a chain; it throws only if the JVM has no room for the {@link Invocation}.
     * That one is made outside the catch: with it inside, its own failure would be one more value of the entry, and a
     * compiler of JDK 17 allocates what meets another value. For the same reason it gets the number of guards as a constant.
     */
    public static MethodHandle enter(GuardChain chain, WovenMethod method) {
        MethodHandle steps = chain.mayPretend()
                ? TOKEN
                : MethodHandles.identity(Invocation.class).asType(methodType(Object.class, Invocation.class));
        for (int i = chain.slots.length - 1; i >= 0; i--) {
            MethodHandle before = MethodHandles.insertArguments(BEFORE, 0, chain, i, chain.slots[i].guard());
            MethodHandle reject = MethodHandles.insertArguments(REJECT, 0, chain, i);
            MethodHandle next = MethodHandles.dropArguments(steps, 0, Denial.class);
            steps = MethodHandles.foldArguments(MethodHandles.guardWithTest(PASSES, next, reject), before);
        }
        MethodHandle guarded = MethodHandles.catchException(steps, Throwable.class, LostEntry.handler(chain, method));
        MethodHandle begin = chain.ticks() == null
                ? MethodHandles.insertArguments(BEGIN, 0, chain, chain.slots.length, method)
                : MethodHandles.insertArguments(BEGIN_TICK, 0, chain, place(method), chain.slots.length, method);
        MethodHandle entry = MethodHandles.filterReturnValue(begin, guarded);
        MethodHandle first = method.answersLater() ? Rerun.orElse(entry) : entry;
        return chain.order() ? Outermost.enter(first, method.hostClass(), method.hostMethod()) : first;
    }

    /**
     * The entry of a woven method that nothing guards: its calls are counted, which shows that its rule has effect, or are
     * told as ticks of a loop.
     */
    public static MethodHandle enterUnguarded(GuardChain chain, WovenMethod method) {
        return chain.ticks() == null
                ? MethodHandles.insertArguments(COUNT, 0, chain)
                : MethodHandles.insertArguments(TICK, 0, chain.ticks(), place(method));
    }

    private static String place(WovenMethod method) {
        return method.hostClass().concat(".").concat(method.hostMethod());
    }

    /** The exit of a woven method that nothing guards; takes every token. */
    public static MethodHandle exitUnguarded(GuardChain chain) {
        return chain.ticks() == null ? SLOW_EXIT : MethodHandles.guardWithTest(IS_TICK, END_TICK, SLOW_EXIT);
    }

    /** The entry where the guards could not even be linked: a decision that cannot be made denies, where one denies. */
    public static MethodHandle enterUnlinked(GuardChain chain, WovenMethod method, Throwable failure) {
        MethodHandle entry = MethodHandles.insertArguments(UNLINKED, 0, chain, method, failure);
        return MethodHandles.dropArguments(entry, 0, ENTER.parameterList());
    }

    /** The exit of a woven method whose calls mostly entered through this chain; takes every token. */
    public static MethodHandle exit(GuardChain chain, WovenMethod method) {
        if (!chain.judgesByExceptionAlone() || method.answersLater()) {
            return SLOW_EXIT;
        }
        MethodHandle steps = FINISH;
        for (int i = 0; i < chain.slots.length; i++) {
            MethodHandle after = MethodHandles.insertArguments(AFTER, 0, chain, i, chain.slots[i].guard());
            steps = MethodHandles.foldArguments(steps, after);
        }
        MethodHandle straight = MethodHandles.collectArguments(steps, 0, CALL_OF);
        return MethodHandles.guardWithTest(
                MethodHandles.insertArguments(ENDED_WELL, 0, chain),
                chain.order() ? Outermost.exit(straight) : straight,
                SLOW_EXIT);
    }

    /** The exit where no chain is in force or none could be linked: it does what the token says. */
    public static MethodHandle exit() {
        return SLOW_EXIT;
    }

    /** The token is null: such a call is no level of nested orders, so that one further in is judged. */
    static Object count(GuardChain chain, Object self, Object[] arguments) {
        chain.counted();
        return null;
    }

    /** The token is the slot to be told the end; null for a call within a tick. */
    static Object tick(Ticks ticks, String place, Object self, Object[] arguments) {
        return ticks.begin(place);
    }

    static boolean isTick(Object token, Object value, Throwable thrown) {
        return token instanceof TickSlot;
    }

    static Object[] endTick(Object token, Object value, Throwable thrown) {
        ((TickSlot) token).end(thrown);
        return null;
    }

    static boolean passes(Denial denial) {
        return denial == null;
    }

    /** No guard could be asked, not even the nesting of orders counted: deny where a guard would have denied. */
    static Object unlinked(GuardChain chain, WovenMethod method, Throwable failure) {
        return chain.deniesOnError()
                ? chain.rejection(
                        method, Denial.of("GUARD_ERROR", "the guards could not be asked: " + Cause.of(failure)))
                : null;
    }

    static boolean endedWell(GuardChain chain, Object token, Object value, Throwable thrown) {
        return thrown == null && token instanceof Invocation call && call.chain() == chain;
    }

    static Invocation callOf(Object token, Object value, Throwable thrown) {
        Invocation call = (Invocation) token;
        call.ranOnce();
        call.end(value, null, false);
        return call;
    }

    static Object token(Invocation call) {
        return call.pretends() ? new Pretence(call) : call;
    }

    static Object[] finish(Invocation call) {
        call.endTick(call.thrown());
        return call.changed() ? SlowExit.ending(call) : null;
    }

    private static MethodHandle find(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findVirtual(owner, name, methodType(result, parameters));
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(name, impossible);
        }
    }

    private static MethodHandle own(String name, Class<?> result, Class<?>... parameters) {
        return findStatic(ChainLink.class, name, methodType(result, parameters));
    }

    /** A handle of this package's for a static method, which must not be private. */
    static MethodHandle findStatic(Class<?> owner, String name, MethodType type) {
        try {
            return LOOKUP.findStatic(owner, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(name, impossible);
        }
    }
}
