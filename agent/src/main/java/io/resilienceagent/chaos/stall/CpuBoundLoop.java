package io.resilienceagent.chaos.stall;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;

/** Computes without a yield. The result is stored, and each step needs the one before: no compiler can leave it out. */
final class CpuBoundLoop implements Fault {
    private static final int STEPS = 20_000;

    private volatile long result;

    @Override
    public void before(Strike strike) {
        strike.fired();
        long number = strike.random();
        while (!strike.over()) {
            number = spin(number);
            result = number;
        }
    }

    private static long spin(long start) {
        long number = start;
        for (int i = 0; i < STEPS; i++) {
            number = number * 0x5851f42d4c957f2dL + 0x14057b7ef767814fL;
            number ^= number >>> 29;
        }
        return number;
    }

    /** What it computed last. */
    long result() {
        return result;
    }
}
