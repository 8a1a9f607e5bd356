package io.resilienceagent.guard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/**
 * The ticks of one loop on one thread. The thread itself writes, with one plain store when a tick begins and one when it
 * ends; whoever watches reads one number from outside. Held weakly, so that a thread that has ended can go.
 *
 * <p>The number is odd while a tick is under way. One number for both: two could be seen in the wrong order.
 *
 * <p>As long as nobody says that the loop ticks too often for it, the thread notes the time of each number too. Then whoever watches need
 * look no more often than the loop's limit asks for.
 */
public final class TickSlot extends WeakReference<Thread> {
    private static final VarHandle BEATS = field("beats", long.class);
    private static final VarHandle NESTED = field("nested", long.class);
    private static final VarHandle METHOD = field("method", String.class);
    private static final VarHandle THROWN = field("thrown", Throwable.class);
    private static final VarHandle TIME = field("time", long.class);
    private static final VarHandle TIMED_BEATS = field("timedBeats", long.class);
    private static final VarHandle LAST = field("last", long.class);
    private static final VarHandle LONGEST = field("longest", long.class);

    private final Ticker clock;
    private long beats;
    /** Whether the time is noted; a plain field, so that it costs nothing to ask. */
    private boolean timed = true;

    private long time;
    private long timedBeats = -1;
    /** Read by its handle alone. */
    @SuppressWarnings("UnusedVariable")
    private long last = -1;

    private long longest;
    private long nested;
    private Throwable thrown;
    private String method;

    /** A tick under way of which is known that its end was never told. */
    private volatile long abandoned;

    /** Belongs to whoever watches the loop: its own notes on this slot. */
    private Object note;

    // With these no two slots share a line of the processor's cache: each thread writes for itself.
    @SuppressWarnings("unused")
    private long pad0, pad1, pad2, pad3, pad4, pad5, pad6, pad7;

    TickSlot(Thread thread, Ticker clock) {
        super(thread);
        this.clock = clock;
    }

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(TickSlot.class, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /**
     * The slot's own thread enters the loop's method.
     *
     * @param entered the method, by a text that is the same object at each call from one place
     * @return this slot when that begins a tick, null within one: a recursion is one long tick
     */
    TickSlot begin(String entered) {
        long now = beats;
        if ((now & 1) != 0) {
            return within(now, entered);
        }
        of(entered);
        beat(now + 1);
        return this;
    }

    private TickSlot within(long now, String entered) {
        if (abandoned != now) {
            NESTED.setOpaque(this, nested + 1);
            return null;
        }
        of(entered);
        beat(now + 2);
        return this;
    }

    private void beat(long next) {
        if (timed) {
            note(next, clock.nanos());
        }
        BEATS.setRelease(this, next);
    }

    private void note(long next, long now) {
        TIME.setOpaque(this, now);
        TIMED_BEATS.setOpaque(this, next);
    }

    /** A text of the same words but another object costs a store, no more. */
    @SuppressWarnings("ReferenceEquality")
    private void of(String entered) {
        if (method != entered) {
            METHOD.setOpaque(this, entered);
        }
    }

    /**
     * The slot's own thread leaves the method. Even when it was thought to have left already, the number is even after.
     *
     * @param how what it threw; null when it returned
     */
    void end(Throwable how) {
        if (how != thrown) {
            THROWN.setOpaque(this, how);
        }
        long next = (beats | 1) + 1;
        if (timed) {
            long now = clock.nanos();
            if (timedBeats == beats) {
                took(now - time);
            }
            note(next, now);
        }
        BEATS.setRelease(this, next);
    }

    private void took(long nanos) {
        LAST.setOpaque(this, nanos);
        if (nanos > longest) {
            LONGEST.setOpaque(this, nanos);
        }
    }

    /** Begins and ends of ticks so far: odd while one is under way, unless that one is {@link #abandon abandoned}. */
    public long beats() {
        return (long) BEATS.getAcquire(this);
    }

    /** Whether the thread noted when it came to this number of {@link #beats}. */
    public boolean isTimed(long at) {
        return (long) TIMED_BEATS.getOpaque(this) == at;
    }

    /** When it did, monotonic: of the number for which {@link #isTimed} says so, or of the next one. */
    public long time() {
        return (long) TIME.getOpaque(this);
    }

    /** Has the thread note the time of its ticks from now on, or not. For the one thread that watches. */
    public void timed(boolean wanted) {
        timed = wanted;
    }

    /** The last tick of which both times were noted, in nanoseconds; -1 when there was none. */
    public long lastNanos() {
        return (long) LAST.getOpaque(this);
    }

    /** The longest tick of which both times were noted, in nanoseconds. */
    public long longestNanos() {
        return (long) LONGEST.getOpaque(this);
    }

    /** Whether a tick is under way when {@link #beats} says this. */
    public boolean underWay(long beats) {
        return (beats & 1) != 0 && beats != abandoned;
    }

    /**
     * Takes a tick for ended, since its method is not on the thread's stack any more: its exit had no stack or memory left
     * to tell so. Does nothing if the tick has ended meanwhile.
     *
     * @param beats what {@link #beats} said of that tick
     */
    public void abandon(long beats) {
        abandoned = beats;
    }

    /** Calls of the method by the thread, those within a tick among them. */
    long calls() {
        return (beats() + 1) / 2 + (long) NESTED.getOpaque(this);
    }

    /** What the last tick threw; null when it returned. Kept until the next tick has ended. */
    public Throwable thrown() {
        return (Throwable) THROWN.getOpaque(this);
    }

    /** The method of the last tick, as {@code com.acme.Loop.tick}. */
    public String method() {
        return (String) METHOD.getOpaque(this);
    }

    /** Whether the thread has ended, or nobody holds it any more. */
    public boolean isOver() {
        Thread thread = get();
        return thread == null || !thread.isAlive();
    }

    /** What the watching thread noted here; null at first. For one thread. */
    public Object note() {
        return note;
    }

    /** Notes something, for {@link #note}. */
    public void note(Object note) {
        this.note = note;
    }
}
