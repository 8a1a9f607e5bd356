package io.resilienceagent.guard;

/** Lets tests of weaving set what a thread remembers of the orders that it is inside of. */
public final class NestedLevels {
    private NestedLevels() {}

    /** A level of an order that is not on this thread's stack. */
    public static void leaveOneBehind() {
        Object[] levels = Outermost.ofThread();
        Outermost.entered("com.acme.Gone", "placeOrder", Outermost.Token.UNGUARDED, levels);
    }
}
