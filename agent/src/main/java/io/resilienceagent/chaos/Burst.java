package io.resilienceagent.chaos;

/**
 * A duty cycle: so long it strikes, so long it rests, again and again from the begin of its experiment. Times in nanoseconds.
 *
 * @param on how long it strikes
 * @param off how long it rests; 0 for never
 */
record Burst(long on, long off) {
    static final Burst ALWAYS = new Burst(Long.MAX_VALUE, 0);

    /** What is left of the striking at an age of the experiment; 0 while it rests. */
    long left(long age) {
        if (off == 0) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, on - age % (on + off));
    }
}
