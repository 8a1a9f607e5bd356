package io.resilienceagent.cause;

import java.util.ArrayList;
import java.util.List;

/** The last looks at one thread, and how deep its stack was: a ring, so that a stall of hours costs no more. */
final class Looks {
    /** Of how many looks what the thread mostly does is told: the newest, since a stall may change its nature. */
    private static final int RECENT = 8;

    private static final int KEPT = 32;

    private final Look[] ring = new Look[KEPT];
    private int taken;

    void add(Look look) {
        ring[taken % KEPT] = look;
        taken++;
    }

    int taken() {
        return taken;
    }

    Look last() {
        return ring[(taken - 1) % KEPT];
    }

    /** The oldest that is kept. */
    Look first() {
        return ring[taken <= KEPT ? 0 : taken % KEPT];
    }

    /** The newest looks, oldest first, at most so many. */
    List<Look> newest(int most) {
        int count = Math.min(Math.min(taken, KEPT), most);
        List<Look> looks = new ArrayList<>(count);
        for (int i = taken - count; i < taken; i++) {
            looks.add(ring[i % KEPT]);
        }
        return looks;
    }

    /** All that are kept, oldest first. */
    List<Look> kept() {
        return newest(KEPT);
    }

    /** The looks that tell what it mostly does by now. */
    List<Look> recent() {
        return newest(RECENT);
    }

    /**
     * The look that stands for what the thread mostly does: the last one if it waited in the same place twice without
     * computing, else the newest of those that agree most.
     */
    Look typical() {
        List<Look> recent = recent();
        Look last = last();
        if (recent.size() > 1 && !last.activity().isRunnable()) {
            Look before = recent.get(recent.size() - 2);
            if (before.activity() == last.activity()
                    && last.cpuNanos() == before.cpuNanos()
                    && last.samePlace(before)) {
                return last;
            }
        }
        Look best = last;
        int most = 0;
        for (int i = recent.size() - 1; i >= 0; i--) {
            int agreeing = agreeing(recent, recent.get(i));
            if (agreeing > most) {
                most = agreeing;
                best = recent.get(i);
            }
        }
        return best;
    }

    /** What is runnable agrees with what is runnable: only the processor time tells them apart. */
    private static int agreeing(List<Look> looks, Look one) {
        int agreeing = 0;
        for (Look look : looks) {
            boolean same = look.activity() == one.activity()
                    || (look.activity().isRunnable() && one.activity().isRunnable());
            agreeing += same ? 1 : 0;
        }
        return agreeing;
    }
}
