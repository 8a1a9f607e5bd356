package io.resilienceagent.cause;

/** How deep a thread's stack was at several moments, as far as that was counted. */
final class Depths {
    private static final int KEPT = 16;

    private final long[] nanos = new long[KEPT];
    private final int[] depths = new int[KEPT];
    private int count;

    /** Notes a depth; the first is kept for ever, of the others the last. */
    void add(long now, int depth) {
        if (depth < 0) {
            return;
        }
        if (count == KEPT) {
            System.arraycopy(nanos, 2, nanos, 1, KEPT - 2);
            System.arraycopy(depths, 2, depths, 1, KEPT - 2);
            count--;
        }
        nanos[count] = now;
        depths[count] = depth;
        count++;
    }

    /** The last depth; 0 if none was counted. */
    int last() {
        return count == 0 ? 0 : depths[count - 1];
    }

    /** Whether it never sank over at least three moments, and rose: two may be chance. */
    boolean grows() {
        boolean monotone = count >= 3;
        for (int i = 1; i < count; i++) {
            monotone &= depths[i] >= depths[i - 1];
        }
        return monotone && last() > depths[0];
    }

    /** Whether it was the same at all moments, of which there were at least two. */
    boolean constant() {
        boolean constant = count >= 2;
        for (int i = 1; i < count; i++) {
            constant &= depths[i] == depths[0];
        }
        return constant;
    }

    /** Frames per second from the first moment to the last; -1 without two. */
    long perSecond() {
        long span = count < 2 ? 0 : nanos[count - 1] - nanos[0];
        return span <= 0 ? -1 : Math.round((last() - depths[0]) * 1e9 / span);
    }
}
