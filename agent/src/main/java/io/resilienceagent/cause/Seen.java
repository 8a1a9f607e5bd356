package io.resilienceagent.cause;

import io.resilienceagent.executor.Workplace;
import java.util.function.UnaryOperator;

/**
 * All that is known of a suspect when the verdict is asked for.
 *
 * @param suspect the loop
 * @param looks the looks so far, at least one; the newest is of now
 * @param typical the look that stands for what the thread mostly does
 * @param share how much it computed lately
 * @param depths how deep its stack was
 * @param workplace what the thread works for; null if unknown
 * @param threads what the JVM tells
 * @param osThread the operating system's name of the thread
 * @param redaction takes secrets out of texts of the host's
 */
record Seen(
        Suspect suspect,
        Looks looks,
        Look typical,
        Share share,
        Depths depths,
        Workplace workplace,
        ThreadBeans threads,
        OsThread osThread,
        UnaryOperator<String> redaction) {

    Activity activity() {
        return typical.activity();
    }

    /** The loop's name, where a sentence begins. */
    String loop() {
        return suspect.loop();
    }

    /** For a sentence: who waits or works where. Out of its tick it is not the loop itself that does. */
    String subject() {
        return suspect.inTick()
                ? suspect.loop()
                : suspect.loop() + " does not tick: its thread "
                        + suspect.thread().getName();
    }
}
