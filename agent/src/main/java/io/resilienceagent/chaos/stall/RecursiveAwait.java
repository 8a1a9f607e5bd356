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
        result = strike.random();
        mark(strike);
    }

    /** Whoever meets the end of the stack below here comes back to here, and tries again. */
    private void mark(Strike strike) {
        long number = result;
        while (!strike.over()) {
            try {
                number = descend(strike, STEPS, number);
            } catch (StackOverflowError | CompletionException end) {
                number++;
            }
            result = number;
        }
    }

    private long descend(Strike strike, int steps, long number) {
        if (steps == 0) {
            mark(strike);
            return number;
        }
        return style == Style.RECURSION
                ? await(strike, steps, number)
                : CompletableFuture.completedFuture(number)
                        .thenApply(value -> descend(strike, steps - 1, value + 1))
                        .join();
    }

    private long await(Strike strike, int steps, long number) {
        return descend(strike, steps - 1, number * 31 + steps) + 1;
    }
}
