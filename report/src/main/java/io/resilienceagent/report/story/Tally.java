package io.resilienceagent.report.story;

/** How often something was, how long together, and the longest of them. */
public final class Tally {
    private long count;
    private long sum;
    private long longest;
    private long longestAt;

    /** One more: when, and how long, in nanoseconds. */
    void add(long at, long nanos) {
        count++;
        sum += nanos;
        if (nanos >= longest) {
            longest = nanos;
            longestAt = at;
        }
    }

    /** How many. */
    public long count() {
        return count;
    }

    /** All together, in nanoseconds. */
    public long sum() {
        return sum;
    }

    /** The longest, in nanoseconds. */
    public long longest() {
        return longest;
    }

    /** When the longest began. */
    public long longestAt() {
        return longestAt;
    }
}
