package io.resilienceagent.cause;

/** One test for one cause. Without state; asked in a fixed order, the surest first. */
@FunctionalInterface
interface Explanation {
    /** The cause with its evidence; null if this is not it, or cannot be shown. */
    Finding of(Seen seen);
}
