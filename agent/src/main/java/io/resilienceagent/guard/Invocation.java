package io.resilienceagent.guard;

/**
 * One call of a join point on its way through the guards: what was called, what each guard was permitted, how it
 * ended. Made at entry, carried by the woven method as its token, so that a reload in the middle of the call meets
 * the very chain that the call entered with. Used by one thread at a time; for a call that answers with a future the
 * completing thread takes over where the calling one left.
 */
public final class Invocation {
    /** {@link #repeatNanos} of a call that is not to be run again. */
    private static final long NO_REPEAT = -1;

    /**
     * How many permits have a field of their own. An array for all would be shorter, but a compiler of JDK 17 allocates
     * it for each call even where it needs not allocate the invocation.
     */
    static final int HERE = 6;

    private final GuardChain chain;
    private final BoundValues values;
    private final Object self;
    private final Object[] arguments;
    private Object permit0;
    private Object permit1;
    private Object permit2;
    private Object permit3;
    private Object permit4;
    private Object permit5;
    /** The permits from {@link #HERE} on; null for a chain that has no more. */
    private final Object[] more;
    /** How many guards, outermost first, gave a permit that was not given back. {@link LostEntry} reads it by a handle. */
    @SuppressWarnings("UnusedVariable")
    private int given;

    /** To be told when the call ends; null for a call that is no tick of a loop. */
    private TickSlot tick;

    private Object result;
    private Throwable thrown;
    private boolean failed;
    private Throwable hostThrew;
    private boolean hostFailed;
    private boolean changed;
    private int attempts;
    private long repeatNanos = NO_REPEAT;
    /** How the call ends without having been made; null for one that is made. */
    private WovenMethod.Ending pretended;

    private volatile Abortion abortion;
    /** Why the call is over its time, for a way to end it that is known only later. */
    private volatile Denial aborted;

    Invocation(GuardChain chain, BoundValues values, Object self, Object[] arguments, int guards) {
        this.chain = chain;
        this.values = values;
        this.self = self;
        this.arguments = arguments;
        this.more = guards > HERE ? new Object[guards - HERE] : null;
    }

    /** An invocation outside any chain, for guards under test. */
    public static Invocation of(BoundValues values, Object self, Object... arguments) {
        return new Invocation(null, values, self, arguments, 0);
    }

    /** What the guard at this place of the chain was permitted. The place is a constant to the compiler. */
    Object permit(int guard) {
        return switch (guard) {
            case 0 -> permit0;
            case 1 -> permit1;
            case 2 -> permit2;
            case 3 -> permit3;
            case 4 -> permit4;
            case 5 -> permit5;
            default -> more[guard - HERE];
        };
    }

    void permit(int guard, Object permit) {
        switch (guard) {
            case 0 -> permit0 = permit;
            case 1 -> permit1 = permit;
            case 2 -> permit2 = permit;
            case 3 -> permit3 = permit;
            case 4 -> permit4 = permit;
            case 5 -> permit5 = permit;
            default -> more[guard - HERE] = permit;
        }
        given = guard + 1;
    }

    /** The guards from this place on have no permit any more. */
    void givenBack(int guard) {
        given = guard;
    }

    /** The value bound to a slot, as the host's object; see {@link BoundValues#read}. */
    public Object value(int slot) {
        return values.read(slot, this);
    }

    /** A value of a listed item; see {@link BoundValues#readItem}. */
    public Object itemValue(int slot, Object item) {
        return values.readItem(slot, item);
    }

    /** An exception of the host's own; see {@link WovenMethod#exception}. */
    public Throwable exception(String className, String message) {
        return method().exception(className, message);
    }

    /** The host's object whose method is called; null for a static method. */
    public Object self() {
        return self;
    }

    /** The arguments of the call, the host's own objects: not to be changed. */
    public Object[] arguments() {
        return arguments;
    }

    /** What the call returned, or completed with; null when it threw. */
    public Object result() {
        return result;
    }

    /** What the call threw, or completed with; null when it returned. */
    public Throwable thrown() {
        return thrown;
    }

    /** Whether the call threw, or returned what the policy's {@code failure_when} calls a failure. */
    public boolean failed() {
        return failed;
    }

    /** How often the host's method has been run for this call: 1 after the first run, 2 after the first repeat. */
    public int attempts() {
        return attempts;
    }

    /** The host's method has ended once more. */
    void ranOnce() {
        attempts++;
    }

    /**
     * What the host's own code threw, whatever guards made of it since: by this an order is judged. That a guard ended
     * the call with an exception which means "refused" does not make the order refused.
     */
    public Throwable hostThrew() {
        return hostThrew;
    }

    /** As {@link #failed()}, of the host's own ending. */
    public boolean hostFailed() {
        return hostFailed;
    }

    /** Takes note of how the host's method ended; {@code failed} may be true for a returned value. */
    public void end(Object result, Throwable thrown, boolean failed) {
        change(result, thrown, failed);
        hostThrew = thrown;
        hostFailed = failed;
    }

    private void change(Object result, Throwable thrown, boolean failed) {
        this.result = result;
        this.thrown = thrown;
        this.failed = failed;
    }

    /** Changes the ending: the host gets this value. */
    public void answer(Object value) {
        change(value, null, false);
        changed = true;
    }

    /** Changes the ending: the host gets this exception. */
    public void fail(Throwable exception) {
        change(null, exception, true);
        changed = true;
    }

    /** Changes the ending: the host sees a refusal, in the form that its policy chose. */
    public void deny(Denial denial) {
        if (denial.answered()) {
            answer(denial.answer());
        } else {
            refuse(denial);
        }
    }

    /**
     * Ends the call before it is made, as if the host's method had ended so: an injected fault. Only the innermost guard may,
     * in its {@link Guard#before}, and only one that says {@link Guard#mayPretend}. The guards further out meet a real outcome.
     *
     * @param value what the method seems to return, or to complete with; ignored where {@code thrown} is not null
     * @param thrown what it seems to throw, or to fail with; null for none
     */
    public void pretend(Object value, Throwable thrown) {
        pretended = new WovenMethod.Ending(thrown == null ? value : null, thrown);
    }

    /**
     * Has the host and all guards further out take another ending for the method's own: an injected fault, where
     * {@link #answer} and {@link #fail} would be a guard's doing. For the innermost guard, in its {@link Guard#after}.
     */
    public void alter(Object value, Throwable thrown) {
        boolean failedBefore = failed;
        end(value, thrown, thrown != null);
        end(value, thrown, thrown != null || (chain != null && chain.failed(this, null)));
        changed = true;
        if (failed && !failedBefore && chain != null) {
            chain.tallyFailed();
        }
    }

    /** Whether {@link #pretend} ended the call. */
    boolean pretends() {
        return pretended != null;
    }

    /** Takes the pretended ending, if there is one, in a form that the method can have; null for a call that is made. */
    WovenMethod.Ending takePretended() {
        WovenMethod.Ending ending = pretended;
        pretended = null;
        if (ending == null || !method().answersLater()) {
            return ending;
        }
        return AsyncExit.later(ending);
    }

    /** Asks that the host's method be run again after this pause; the inner guards are asked anew first. */
    public void repeatAfter(long nanos) {
        repeatNanos = Math.max(0, nanos);
    }

    private void refuse(Denial denial) {
        if (chain == null) {
            fail(new CallDeniedException(denial));
            return;
        }
        chain.tallyDenied(denial.code());
        WovenMethod.Ending ending = method().refusal(denial);
        change(ending.value(), ending.thrown(), true);
        changed = true;
    }

    boolean changed() {
        return changed;
    }

    /** Takes the wish of {@link #repeatAfter}, if there is one: nanoseconds to wait, or a negative number. */
    public long takeRepeat() {
        long nanos = repeatNanos;
        repeatNanos = NO_REPEAT;
        return nanos;
    }

    /**
     * Ends a call that is still under way: the calling thread is interrupted, if {@link #abortByInterrupt} was asked
     * for, or the host's future completed exceptionally, once there is one.
     */
    public void abort(Denial denial) {
        aborted = denial;
        Abortion way = abortion;
        if (way != null) {
            way.abort(denial);
        }
    }

    /** Makes {@link #abort} interrupt the current thread, which is the one that makes the call. */
    public void abortByInterrupt() {
        boolean endsByItsFuture = values instanceof WovenMethod method && method.answersLater();
        if (abortion == null && !endsByItsFuture) {
            abortion = new CallerInterrupt();
        }
    }

    /** Takes the way to end the call, and goes it at once where {@link #abort} has come first. */
    void abortBy(Abortion way) {
        abortion = way;
        Denial before = aborted;
        if (before != null) {
            way.abort(before);
        }
    }

    /** Takes back an interrupt that {@link #abort} sent and the call did not use up. */
    void calm() {
        if (abortion instanceof CallerInterrupt interrupt) {
            interrupt.calm();
        }
    }

    /** The name of the join point that is called; empty outside of any chain. */
    public String joinPoint() {
        return chain == null ? "" : chain.joinPoint();
    }

    /** The name of the method that is called; empty outside of any chain. */
    public String hostMethod() {
        return values instanceof WovenMethod method ? method.hostMethod() : "";
    }

    /** Whether the method answers with a future, so that its outcome is what that completes with. */
    public boolean answersLater() {
        return values instanceof WovenMethod method && method.answersLater();
    }

    /**
     * Makes the call at once, unguarded, on this thread: for an injected fault that lets it go out, and pretends another
     * answer. Only where {@link #answersLater}.
     *
     * @return the host's own future
     * @throws Throwable whatever the host's method throws
     */
    public Object proceed() throws Throwable {
        return method().rerun(this);
    }

    /** The method called; only an invocation that a chain made has one. */
    WovenMethod method() {
        return (WovenMethod) values;
    }

    GuardChain chain() {
        return chain;
    }

    void tick(TickSlot begun) {
        tick = begun;
    }

    /** The method returns, or throws this; what a future completes with comes later and is no part of the tick. */
    void endTick(Throwable how) {
        if (tick != null) {
            tick.end(how);
        }
    }

    /** A way to end a call from outside. */
    @FunctionalInterface
    interface Abortion {
        void abort(Denial denial);
    }
}
