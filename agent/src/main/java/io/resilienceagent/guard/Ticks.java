package io.resilienceagent.guard;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ticks of one loop: a {@link TickSlot} for each thread that runs it. Survives a reload of the policy. Thread-safe.
 *
 * <p>A thread finds its slot by its id in an array, without a lock; a thread that has none takes one, under a lock that
 * nobody holds for long. Slots of threads that ended are dropped when others need room, so a fresh thread for each tick
 * costs no memory.
 */
public final class Ticks {
    /** So many threads of one loop are told apart. */
    public static final int MOST_THREADS = 1000;

    /** With many threads at the limit not each of their calls looks for room. */
    private static final int LOOK_FOR_ROOM_EACH = 64;

    private final Ticker clock;

    /** At most a quarter full, so that most threads find their slot in its first place. Only ever replaced as a whole. */
    private volatile TickSlot[] table = new TickSlot[8];

    private int used;
    private volatile long droppedBeats;
    private volatile long droppedCalls;
    private final AtomicLong unwatched = new AtomicLong();

    /** @param clock by which threads note when they tick */
    public Ticks(Ticker clock) {
        this.clock = clock;
    }

    /**
     * The current thread enters the loop's method. Never throws but for want of stack.
     *
     * @param method the method, see {@link TickSlot#begin}
     * @return the slot to be told the end; null when this begins no tick, because it is within one or there is no slot
     */
    TickSlot begin(String method) {
        Thread thread = Thread.currentThread();
        TickSlot[] known = table;
        TickSlot slot = known[(int) thread.getId() & (known.length - 1)];
        return slot != null && slot.refersTo(thread) ? slot.begin(method) : elsewhere(thread, known, method);
    }

    private TickSlot elsewhere(Thread thread, TickSlot[] known, String method) {
        TickSlot slot = find(thread, known);
        if (slot == null) {
            slot = take(thread);
        }
        return slot == null ? null : slot.begin(method);
    }

    private static TickSlot find(Thread thread, TickSlot[] known) {
        int mask = known.length - 1;
        for (int i = (int) thread.getId() & mask; known[i] != null; i = (i + 1) & mask) {
            if (known[i].refersTo(thread)) {
                return known[i];
            }
        }
        return null;
    }

    private TickSlot take(Thread thread) {
        try {
            return fresh(thread);
        } catch (OutOfMemoryError noSlot) {
            unwatched.incrementAndGet();
            return null;
        }
    }

    private synchronized TickSlot fresh(Thread thread) {
        if (used >= MOST_THREADS ? unwatched.get() % LOOK_FOR_ROOM_EACH == 0 : used * 4 >= table.length) {
            sweep();
        }
        if (used >= MOST_THREADS) {
            unwatched.incrementAndGet();
            return null;
        }
        TickSlot slot = new TickSlot(thread, clock);
        put(table, slot, thread);
        used++;
        return slot;
    }

    private static void put(TickSlot[] table, TickSlot slot, Thread thread) {
        int mask = table.length - 1;
        int i = (int) thread.getId() & mask;
        while (table[i] != null) {
            i = (i + 1) & mask;
        }
        // Found without a lock: what is in the slot must be seen before the slot is.
        VarHandle.releaseFence();
        table[i] = slot;
    }

    /** Drops the slots of threads that have ended. */
    public synchronized void sweep() {
        TickSlot[] before = table;
        int alive = 0;
        for (TickSlot slot : before) {
            if (slot != null && !slot.isOver()) {
                alive++;
            }
        }
        TickSlot[] after = new TickSlot[Math.max(8, Integer.highestOneBit(alive + 1) * 8)];
        int kept = 0;
        for (TickSlot slot : before) {
            if (slot != null) {
                Thread thread = slot.get();
                if (thread != null && thread.isAlive()) {
                    put(after, slot, thread);
                    kept++;
                } else {
                    droppedBeats += begunAndEnded(slot);
                    droppedCalls += slot.calls();
                }
            }
        }
        used = kept;
        table = after;
    }

    /** The slots, some null, in no order; not to be changed. */
    public TickSlot[] slots() {
        return table;
    }

    /** Begins and ends of ticks on threads whose slots were dropped. */
    public long droppedBeats() {
        return droppedBeats;
    }

    /** Ticks that have begun; a call within a tick is none. */
    public long count() {
        long beats = droppedBeats;
        for (TickSlot slot : table) {
            beats += slot == null ? 0 : begunAndEnded(slot);
        }
        return beats / 2;
    }

    /** Whether a tick has ended; one that is under way says nothing yet. */
    public boolean anyEnded() {
        if (droppedBeats > 0) {
            return true;
        }
        for (TickSlot slot : table) {
            if (slot != null && slot.beats() > 1) {
                return true;
            }
        }
        return false;
    }

    /** As if the tick under way had ended. */
    private static long begunAndEnded(TickSlot slot) {
        return (slot.beats() + 1) & ~1L;
    }

    /** Calls of the loop's method, also those within a tick and those of threads without a slot. */
    public long calls() {
        long calls = droppedCalls + unwatched.get();
        for (TickSlot slot : table) {
            calls += slot == null ? 0 : slot.calls();
        }
        return calls;
    }

    /** Calls that nobody watches, since more than {@link #MOST_THREADS} threads make them or memory is out. */
    public long unwatched() {
        return unwatched.get();
    }
}
