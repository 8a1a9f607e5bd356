package io.resilienceagent.report.story;

import java.util.Arrays;

/** The spread of many spans, in fixed memory: each is told to within one percent. */
public final class Percentiles {
    private static final int BITS = 7;
    private static final int PER_POWER = 1 << BITS;

    private final long[] counts = new long[(Long.SIZE - BITS) * PER_POWER];
    private long total;
    private long most;

    /** One more, in nanoseconds; a negative one counts as none. */
    public void add(long nanos) {
        long value = Math.max(0, nanos);
        counts[index(value)]++;
        total++;
        most = Math.max(most, value);
    }

    /** How many there were. */
    public long count() {
        return total;
    }

    /** The longest, exactly. */
    public long max() {
        return most;
    }

    /** The span that this share of all does not exceed, in nanoseconds; 0 when there was none. */
    public long at(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Math.min(most, upper(i));
            }
        }
        return 0;
    }

    /** Small values stand for themselves; above, each power of two has the same number of steps. */
    private static int index(long value) {
        int power = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - BITS - 1);
        return power == 0 ? (int) value : power * PER_POWER + (int) (value >>> power);
    }

    private static long upper(int index) {
        int power = Math.max(0, index / PER_POWER - 1);
        return power == 0 ? index : ((long) (index - power * PER_POWER + 1) << power) - 1;
    }

    @Override
    public String toString() {
        return Arrays.toString(new long[] {at(0.5), at(0.95), at(0.99), most});
    }
}
