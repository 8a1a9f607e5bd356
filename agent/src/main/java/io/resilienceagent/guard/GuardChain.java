package io.resilienceagent.guard;

import io.resilienceagent.policy.JoinPointKind;
import java.util.List;
import java.util.function.Predicate;

/**
 * The guards of one join point in one generation of the policy, outermost first. Immutable; whoever entered through
 * a chain leaves through it, also when the policy is reloaded meanwhile.
 *
 * <p>This class holds the steps; {@link ChainLink} strings them together as method handles for the path where
 * nothing is wrong, {@link SlowExit} as a plain loop for every other ending.
 */
public final class GuardChain {
    /** Stands in the place of a permit that a guard never gave: in shadow mode, or after it failed open. */
    private static final Object NOT_ASKED = new Object();

    /** Code of a denial by a guard that failed and whose policy is to deny then. */
    private static final String GUARD_ERROR = "GUARD_ERROR";

    private final String joinPoint;
    private final boolean order;
    private final Ticks ticks;
    final GuardSlot[] slots;
    private final Predicate<Invocation> failureWhen;
    private final JoinPointTally tally;
    private final Events events;
    private final Timer timer;

    /**
     * @param joinPoint the join point's name in the policy
     * @param kind what its calls are: orders are judged at the outermost join point only, and ticks of a loop are told
     * @param slots the guards, outermost first
     * @param failureWhen whether a returned value is a failure; null when only exceptions are
     */
    public GuardChain(
            String joinPoint,
            JoinPointKind kind,
            List<GuardSlot> slots,
            Predicate<Invocation> failureWhen,
            JoinPointTally tally,
            Events events,
            Timer timer) {
        this.joinPoint = joinPoint;
        this.order = kind == JoinPointKind.ORDER;
        this.ticks = kind == JoinPointKind.LOOP ? tally.ticks() : null;
        this.slots = slots.toArray(GuardSlot[]::new);
        this.failureWhen = failureWhen;
        this.tally = tally;
        this.events = events;
        this.timer = timer;
    }

    /** The join point's name in the policy. */
    public String joinPoint() {
        return joinPoint;
    }

    /** Whether nothing guards the join point: its calls are counted, and no more. */
    public boolean isEmpty() {
        return slots.length == 0;
    }

    Timer timer() {
        return timer;
    }

    boolean order() {
        return order;
    }

    /** Whose calls are ticks of a loop has them here; null for others. */
    Ticks ticks() {
        return ticks;
    }

    /** Whether an ending without an exception is always a success, so that the straight path may be taken. */
    boolean judgesByExceptionAlone() {
        for (GuardSlot slot : slots) {
            if (slot.guard().repeatsSuccess()) {
                return false;
            }
        }
        return failureWhen == null;
    }

    /** Whether a call may end as if it had been made, without being made. */
    boolean mayPretend() {
        for (GuardSlot slot : slots) {
            if (slot.guard().mayPretend()) {
                return true;
            }
        }
        return false;
    }

    void tallyDenied(String code) {
        tally.deniedLate(code);
    }

    void tallyFailed() {
        tally.failed();
    }

    void tallyRepeated() {
        tally.repeated();
    }

    void counted() {
        tally.called();
    }

    Invocation begin(int guards, WovenMethod method, Object self, Object[] arguments) {
        tally.called();
        return new Invocation(this, method, self, arguments, guards);
    }

    /** As {@link #begin}, of a loop: the tick counts the call. */
    Invocation beginTick(String place, int guards, WovenMethod method, Object self, Object[] arguments) {
        Invocation call = new Invocation(this, method, self, arguments, guards);
        call.tick(ticks.begin(place));
        return call;
    }

    /** Asks one guard; null when the call may proceed. */
    Denial before(int index, Guard guard, Invocation call) {
        Object permit;
        try {
            permit = guard.before(call);
        } catch (Throwable failure) {
            permit = undecided(index, guard, failure);
        }
        if (permit instanceof Denial denial) {
            return denied(index, guard, denial, call);
        }
        call.permit(index, permit);
        return null;
    }

    private Object undecided(int index, Guard guard, Throwable failure) {
        events.failure("GUARD_ERROR", joinPoint + "." + guard.name(), failure);
        return slots[index].deniesOnError()
                ? Denial.of(GUARD_ERROR, guard.name() + " could not decide: " + Cause.of(failure))
                : NOT_ASKED;
    }

    private Denial denied(int index, Guard guard, Denial denial, Invocation call) {
        boolean enforced = slots[index].enforcing();
        tally.denied(denial.code(), enforced);
        events.denied(joinPoint, guard.name(), denial, enforced);
        if (enforced) {
            return denial;
        }
        call.permit(index, NOT_ASKED);
        return null;
    }

    /** Gives back, unused, what the guards outside of the denying one had taken. */
    Denial release(int denying, int outermost, Denial denial, Invocation call) {
        Denial current = denial;
        for (int i = denying - 1; i >= outermost; i--) {
            // First, so that a permit is given back once, whatever happens then.
            call.givenBack(i);
            current = release(i, call, call.permit(i), current);
        }
        call.calm();
        return current;
    }

    /** Gives one guard its permit back, unused. */
    Denial release(int index, Invocation call, Object permit, Denial denial) {
        if (permit == NOT_ASKED) {
            return denial;
        }
        Guard guard = slots[index].guard();
        try {
            return guard.release(call, permit, denial);
        } catch (Throwable failure) {
            events.failure("GUARD_ERROR", joinPoint + "." + guard.name() + ".release", failure);
            return denial;
        }
    }

    /** The token of a call that the guard at {@code index} denied. */
    Object reject(int index, Denial denial, Invocation call) {
        Rejection rejection = rejection(call.method(), release(index, 0, denial, call));
        call.endTick(rejection.ending().thrown());
        return rejection;
    }

    Rejection rejection(WovenMethod method, Denial denial) {
        WovenMethod.Ending ending = method.refusal(denial);
        WovenMethod.Ending possible = method.answersLater()
                ? AsyncExit.later(ending)
                : new WovenMethod.Ending(method.fit(ending.value()), ending.thrown());
        return new Rejection(possible);
    }

    /** Tells one guard how the call ended. */
    void after(int index, Guard guard, Invocation call) {
        Object permit = call.permit(index);
        if (permit == NOT_ASKED) {
            return;
        }
        try {
            guard.after(call, permit);
        } catch (Throwable failure) {
            events.failure("GUARD_ERROR", joinPoint + "." + guard.name() + ".after", failure);
        }
        call.calm();
    }

    /** Whether a call that has just ended so has failed; counts it where it has. */
    boolean judged(Invocation call, Throwable thrown) {
        boolean failed = failed(call, thrown);
        if (failed) {
            tally.failed();
        }
        return failed;
    }

    /** Whether a call that ended so has failed. */
    boolean failed(Invocation call, Throwable thrown) {
        if (thrown != null || failureWhen == null) {
            return thrown != null;
        }
        try {
            return failureWhen.test(call);
        } catch (Throwable failure) {
            events.failure("GUARD_ERROR", joinPoint + ".failure_when", failure);
            return false;
        }
    }

    /** Asks the guards from {@code first} inwards once more; false when one denied. */
    boolean reenter(int first, Invocation call) {
        int asked = first;
        Denial denial = null;
        try {
            while (denial == null && asked < slots.length) {
                denial = before(asked, slots[asked].guard(), call);
                asked += denial == null ? 1 : 0;
            }
        } catch (Throwable failure) {
            denial = LostEntry.LOST;
            broken("repeat", failure);
        }
        if (denial != null) {
            release(asked, first, denial, call);
        }
        return denial == null;
    }

    /** The agent itself failed at this join point, outside of any guard. */
    void broken(String where, Throwable failure) {
        events.failure("DISPATCH_ERROR", joinPoint + "." + where, failure);
    }

    /** Whether a call that the agent could not even put to the guards is denied. */
    boolean deniesOnError() {
        for (GuardSlot slot : slots) {
            if (slot.enforcing() && slot.deniesOnError()) {
                return true;
            }
        }
        return false;
    }
}
