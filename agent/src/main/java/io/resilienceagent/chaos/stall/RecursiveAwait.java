package io.resilienceagent.chaos.stall;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Calls deeper and deeper, up to the end of the thread's stack; there it falls back some way and goes down again, until it is over.
 * The overflow never leaves it: it is caught at marks on the way down.
 */
final class RecursiveAwait implements Fault {
    /** So many calls below a mark. */
    private static final int STEPS = 256;

    private final Style style;
    /** Written and never read: so no compiler can drop the work. */
    @SuppressWarnings("UnusedVariable")
    private volatile long result;

    /** How it goes down. */
    enum Style {
        RECURSION,
        COMPLETIONS
    }

    RecursiveAwait(Style style) {
        this.style = style;
    }

    @Override
    public void before(Strike strike) {
        strike.fired();
        result = descend(strike, 0, strike.random());
    }

    /**
     * Every so many calls this is a mark: whoever meets the end of the stack below comes back to it, and tries again. The frames are
     * the same there as anywhere, so that the stack reads as the recursion that it is.
     */
    private long descend(Strike strike, int steps, long start) {
        if (steps > 0) {
            return further(strike, steps - 1, start);
        }
        long number = start;
        while (!strike.over()) {
            try {
                number = further(strike, STEPS, number);
            } catch (StackOverflowError | CompletionException end) {
                number++;
            }
            result = number;
        }
        return number;
    }

    private long further(Strike strike, int steps, long number) {
        return style == Style.RECURSION
                ? descend(strike, steps, number * 31 + steps) + 1
                : CompletableFuture.completedFuture(number)
                        .thenApply(value -> descend(strike, steps, value + 1))
                        .join();
    }
}
