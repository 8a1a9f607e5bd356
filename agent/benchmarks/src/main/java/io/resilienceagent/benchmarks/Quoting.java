package io.resilienceagent.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** A bot that asks for a quote a thousand times a second, and says once when that fails. */
public final class Quoting {
    private Quoting() {}

    /** Runs until it is stopped. */
    public static void main(String[] arguments) {
        System.out.println("quoting");
        boolean told = false;
        while (!told) {
            try {
                quote("BTCUSDT");
                LockSupport.parkNanos(1_000_000);
            } catch (IllegalStateException broken) {
                System.out.println("broken");
                told = true;
            }
        }
        LockSupport.park();
    }

    static String quote(String symbol) {
        return symbol;
    }
}
