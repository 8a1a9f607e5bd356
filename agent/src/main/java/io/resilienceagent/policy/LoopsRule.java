package io.resilienceagent.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loops that no join point declares, and what holds for all loops.
 *
 * @param auto whether the loops of known libraries are recognised by their threads
 * @param stallAfter how long a loop may go without progress, if its own declaration does not say it
 * @param threads loops declared by the names of their threads
 */
@Section(doc = "Loops that no join point declares, and what holds for all loops.")
public record LoopsRule(
        @Key(
                doc =
                        "whether scheduled executors and the event loops of Netty and Vert.x are recognised by themselves",
                unset = "false")
        boolean auto,

        @Key(
                doc = "how long a loop may go without progress, where its own declaration does not say it",
                unset = "5s",
                min = 10)
        Duration stallAfter,

        @Key(
                doc = "loops by the names of their threads; a thread that works on one task for too long is stalled",
                unset = "{}",
                names = Form.JOIN_POINT)
        Map<String, ThreadLoopRule> threads) {
    /** Copies the threads and keeps their order. */
    public LoopsRule {
        threads = Collections.unmodifiableMap(new LinkedHashMap<>(threads));
    }

    /** Whether threads are loops, not only methods. */
    public boolean byThread() {
        return auto || !threads.isEmpty();
    }
}
