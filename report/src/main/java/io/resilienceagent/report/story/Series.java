package io.resilienceagent.report.story;

import java.util.Arrays;

/**
 * Numbers over time in fixed memory. It has so many slots; when a number falls outside of them, two become one, and each
 * slot covers twice the time.
 */
public final class Series {
    /** How many slots there are. */
    public static final int SLOTS = 512;

    private static final long FIRST_WIDTH = 100_000_000L;
    private static final long TEN_YEARS = 315_360_000_000_000_000L;

    private final double[] most = new double[SLOTS];
    private final double[] sum = new double[SLOTS];
    private final long[] count = new long[SLOTS];
    private long start;
    private long width = FIRST_WIDTH;
    private boolean begun;

    /** A number at a moment; one that is ten years away from the others is of a broken clock, and left out. */
    public void add(long at, double value) {
        if (begun && Math.abs(at - start) > TEN_YEARS) {
            return;
        }
        if (!begun) {
            begun = true;
            start = Math.floorDiv(at, width) * width;
        }
        while (at < start || at >= start + width * SLOTS) {
            widen(at < start);
        }
        int slot = (int) ((at - start) / width);
        most[slot] = count[slot] == 0 ? value : Math.max(most[slot], value);
        sum[slot] += value;
        count[slot]++;
    }

    /** Makes room: above, or where it is wanted below, where what there was moves up by a quarter of the slots. */
    private void widen(boolean below) {
        long wider = width * 2;
        long earlier = Math.floorDiv(start, wider) * wider - (below ? wider * (SLOTS / 4) : 0);
        double[] oldMost = most.clone();
        double[] oldSum = sum.clone();
        long[] oldCount = count.clone();
        Arrays.fill(most, 0);
        Arrays.fill(sum, 0);
        Arrays.fill(count, 0);
        for (int i = 0; i < SLOTS; i++) {
            if (oldCount[i] > 0) {
                int slot = (int) ((start + i * width - earlier) / wider);
                most[slot] = count[slot] == 0 ? oldMost[i] : Math.max(most[slot], oldMost[i]);
                sum[slot] += oldSum[i];
                count[slot] += oldCount[i];
            }
        }
        start = earlier;
        width = wider;
    }

    /** Whether nothing was ever added. */
    public boolean isEmpty() {
        return !begun;
    }

    /** When a slot begins, in nanoseconds since 1970. */
    public long begin(int slot) {
        return start + slot * width;
    }

    /** How much time a slot covers, in nanoseconds. */
    public long width() {
        return width;
    }

    /** How many numbers fell into a slot. */
    public long count(int slot) {
        return count[slot];
    }

    /** The greatest number of a slot; 0 where there was none. */
    public double max(int slot) {
        return most[slot];
    }

    /** The sum of a slot. */
    public double sum(int slot) {
        return sum[slot];
    }
}
