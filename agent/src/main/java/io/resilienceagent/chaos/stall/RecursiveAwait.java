package io.resilienceagent.chaos.stall;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Calls itself some thousand frames deep; there it falls back some way and goes down again, until it is over. It stops before the
 * end of the stack: a class of the host's, the JDK's or the agent's that is loaded or initialized there fails, and then fails for good.
 * Where the stack is too small for that depth, which a plunge without any such class finds out, it goes down a quarter of the way.
 */
final class RecursiveAwait implements Fault {
    /** So many calls below a mark. */
    private static final int STEPS = 256;

    /** So many plain steps must be left below the deepest one. */
    private static final int SPARE = 400;

    /** Of a stack that is too small so much is used: what was compiled when it was measured may be larger another time. */
    private static final int PART = 4;

    private final Style style;
    /** Written and never read: so no compiler can drop the work. */
    @SuppressWarnings("UnusedVariable")
    private volatile long result;

    /** How deep the plunge has come. */
    private int reached;

    /** How it goes down. */
    enum Style {
        RECURSION(1),
        COMPLETIONS(4);

        private static final int PLAIN_STEPS = 12 * STEPS;

        /** So many plain steps of two frames take as much of a stack as one of these. */
        private final int plain;

        Style(int plain) {
            this.plain = plain;
        }

        /** How many steps a stack of so many plain ones is gone down. */
        int of(int plainSteps) {
            return Math.max(1, plainSteps / plain);
        }
    }

    RecursiveAwait(Style style) {
        this.style = style;
    }

    @Override
    public void before(Strike strike) {
        strike.fired();
        int deepest = style.of(room());
        long number = strike.random();
        while (!strike.over()) {
            try {
                number = descend(strike, deepest, number);
            } catch (StackOverflowError | CompletionException end) {
                number++;
            }
            result = number;
        }
    }

    /** How many plain steps may be gone down from here. */
    private synchronized int room() {
        int wanted = Style.PLAIN_STEPS + SPARE;
        try {
            result = plunge(wanted, wanted, 0);
            return Style.PLAIN_STEPS;
        } catch (StackOverflowError small) {
            return reached / PART;
        }
    }

    /** As {@link #descend} does it, and with nothing else that could meet the end. */
    private long plunge(int wanted, int left, long number) {
        reached = wanted - left;
        return left == 0 ? number : deeper(wanted, left - 1, number * 31 + left) + 1;
    }

    private long deeper(int wanted, int left, long number) {
        return plunge(wanted, left, number + wanted) + 1;
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
