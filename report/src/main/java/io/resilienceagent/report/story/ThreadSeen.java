package io.resilienceagent.report.story;

import java.util.List;

/**
 * A thread in a thread dump.
 *
 * @param name its name
 * @param state as RUNNABLE, BLOCKED; empty for a thread of the JVM's own
 * @param waitsFor the address of the lock that it waits for; empty if none
 * @param stack its frames, the innermost first, without line numbers
 */
public record ThreadSeen(String name, String state, String waitsFor, List<String> stack) {
    /** Copies the stack. */
    public ThreadSeen {
        stack = List.copyOf(stack);
    }
}
