package io.resilienceagent.cause;

import java.util.ArrayList;
import java.util.List;

/**
 * A thread that calls deeper and deeper: the same frames over and over, and a depth that only grows or is absurd. A
 * recursion that is deep but stays as deep merely computes.
 */
final class Recursion implements Explanation {
    private static final int DEEP = 300;
    private static final int ABSURD = 2_000;

    @Override
    public Finding of(Seen seen) {
        Depths depths = seen.depths();
        if (depths.last() < DEEP) {
            return null;
        }
        boolean beyondCounting = depths.last() >= ThreadBeans.MOST_DEPTH;
        boolean restless =
                depths.last() >= ABSURD && !depths.constant() && seen.activity().isRunnable();
        if (!depths.grows() && !restless && !beyondCounting) {
            return null;
        }
        StackTraceElement[] frames = seen.looks().last().frames();
        RepeatedFrames repeated = RepeatedFrames.in(frames);
        if (repeated == null) {
            return null;
        }
        List<String> group = new ArrayList<>();
        for (int i = 0; i < repeated.period(); i++) {
            group.add(Frames.text(frames[repeated.start() + i]));
        }
        String depth = (beyondCounting ? "at least " : "") + depths.last();
        return new Evidence(seen.subject() + " calls itself without end: " + depth + " frames deep, "
                        + Frames.method(frames[repeated.start()]) + " again and again")
                .with("depth", depths.last())
                .with("depth_is_least", beyondCounting ? true : null)
                .with("repeating", group)
                .with("repeated", repeated.times())
                .with("growth_per_second", depths.grows() ? depths.perSecond() : null)
                .as(Cause.RUNAWAY_RECURSION);
    }
}
