package io.resilienceagent.chaos;

/**
 * Decides by counting, not by drawing: what comes of a number depends on the seed and that number alone, whatever threads
 * ask, in whatever order. The hash is the finalizer of SplitMix64 over the seed and multiples of its constant.
 *
 * @param seed the same for the same decisions
 */
record Dice(long seed) {
    private static final long STEP = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1p-53;

    /** A number that looks random, for a number. */
    long at(long number) {
        return mixed(seed + (number + 1) * STEP);
    }

    /** Whether a share of all numbers, from 0 (none) to 1 (all), has this one in it. */
    boolean hits(long number, double share) {
        return fraction(at(number)) < share;
    }

    /** A hash as a fraction, from 0 to just below 1. */
    static double fraction(long hash) {
        return (hash >>> 11) * UNIT;
    }

    static long mixed(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
