package io.resilienceagent.chaos.stall;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Calls itself some thousand frames deep; there it falls back some way and goes down again, until it is over. It stops before the
 * end of an ordinary stack: a class of the host's or the JDK's that is initialized there fails, and then fails for good. Where the
 * stack is smaller, the overflow never leaves it: it is caught at marks on the way down.
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
        RECURSION(12 * STEPS),
        COMPLETIONS(3 * STEPS);

        /** Calls, each of them two frames or seven. */
        private final int deepest;

        Style(int deepest) {
            this.deepest = deepest;
        }
    }

    RecursiveAwait(Style style) {
        this.style = style;
    }

    @Override
    public void before(Strike strike) {
        strike.fired();
        result = descend(strike, style.deepest, strike.random());
    }

    /**
     * Every so many calls this is a mark: whoever meets the end of the stack below comes back to it, and tries again. The frames are
     * the same there as anywhere, so that the stack reads as the recursion that it is.
     */
    private long descend(Strike strike, int left, long start) {
        if (left % STEPS != 0) {
            return further(strike, left - 1, start);
        }
        long number = start;
        while (left > 0 && !strike.over()) {
            try {
                number = further(strike, left - 1, number);
            } catch (StackOverflowError | CompletionException end) {
                number++;
            }
            result = number;
        }
        return number;
    }

    private long further(Strike strike, int left, long number) {
        return style == Style.RECURSION
                ? descend(strike, left, number * 31 + left) + 1
                : CompletableFuture.completedFuture(number)
                        .thenApply(value -> descend(strike, left, value + 1))
                        .join();
    }
}
