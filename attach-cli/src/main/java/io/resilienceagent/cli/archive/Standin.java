package io.resilienceagent.cli.archive;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A bot of one method, for rehearsals. */
public final class Standin {
    /** What it prints when it works. */
    static final String READY = "ticking";

    private static final long PAUSE_MILLIS = 20;

    private Standin() {}

    /** Ticks until its input ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println(READY);
        while (System.in.available() == 0) {
            try {
                tick();
            } catch (IllegalStateException injected) {
                // What it is there for.
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** What the rehearsal breaks. */
    static void tick() {}
}
