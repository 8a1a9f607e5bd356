package io.resilienceagent.cause;

/**
 * What is known of a loop that seems to be stuck, when the question is why.
 *
 * @param loop the loop's name
 * @param thread the thread of its last tick; null if it never ticked
 * @param method the woven method whose call is a tick, {@code com.acme.Loop.tick}; empty for a loop told by its thread
 * @param inTick whether a tick has begun and not ended; else the next tick does not begin
 * @param lastThrown what the last tick ended with; null when it returned
 */
public record Suspect(String loop, Thread thread, String method, boolean inTick, Throwable lastThrown) {}
