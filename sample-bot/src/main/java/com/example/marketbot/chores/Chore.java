package com.example.marketbot.chores;

/** Something that the loop does in every tick besides trading. All calls come from the loop's thread. */
@FunctionalInterface
public interface Chore extends AutoCloseable {
    /** Does it, inside the tick with this number, counted from 1. */
    void during(long tick) throws InterruptedException;

    /** Does what is left to do once the tick is over. */
    default void after(long tick) {}

    /** Ends what the chore started. */
    @Override
    default void close() {}
}
