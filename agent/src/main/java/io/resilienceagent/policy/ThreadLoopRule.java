package io.resilienceagent.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Loops told by the names of their threads.
 *
 * @param name the names, {@code *} standing for any characters
 * @param stallAfter how long such a thread may work on one task
 * @param where where it was written
 */
@Section(
        doc =
                "Loops told by the names of their threads. `netty: nioEventLoopGroup-*` is the same as `netty: {name: nioEventLoopGroup-*}`.",
        shorthand = "name")
public record ThreadLoopRule(
        @Key(doc = "the threads' names, `*` for any characters; one or a list", orOne = true, min = 1, max = 64)
        List<String> name,

        @Key(doc = "how long such a thread may work on one task; absent: `loops.stall_after`", min = 10)
        Optional<Duration> stallAfter,

        Where where) {
    /** Copies the names. */
    public ThreadLoopRule {
        name = List.copyOf(name);
    }

    /** Whether a thread of this name is such a loop. */
    public boolean matches(String thread) {
        for (String pattern : name) {
            if (Glob.matches(pattern, thread)) {
                return true;
            }
        }
        return false;
    }
}
