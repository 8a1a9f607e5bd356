package io.resilienceagent.report.page;

import io.resilienceagent.report.text.Moments;

/**
 * Where a moment stands in a picture.
 *
 * @param from the first moment, in nanoseconds since 1970
 * @param to the last one
 * @param left where the first one stands
 * @param right where the last one stands
 */
record TimeAxis(long from, long to, double left, double right) {
    private static final long[] STEPS = {
        10_000_000L,
        20_000_000L,
        50_000_000L,
        100_000_000L,
        200_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_000_000_000L,
        5_000_000_000L,
        10_000_000_000L,
        30_000_000_000L,
        60_000_000_000L,
        120_000_000_000L,
        300_000_000_000L,
        600_000_000_000L,
        1_800_000_000_000L,
        3_600_000_000_000L,
        7_200_000_000_000L,
        21_600_000_000_000L,
        43_200_000_000_000L,
        86_400_000_000_000L
    };
    private static final int MOST_MARKS = 7;
    private static final long SECOND = 1_000_000_000L;
    private static final int WITHOUT_MILLIS = 8;

    /** Never without an extent. */
    TimeAxis {
        to = Math.max(to, from + STEPS[0]);
    }

    double x(long at) {
        double share = (double) (at - from) / (to - from);
        return left + Math.max(0, Math.min(1, share)) * (right - left);
    }

    /** The distance between marks. */
    private long step() {
        for (long step : STEPS) {
            if ((to - from) / step <= MOST_MARKS) {
                return step;
            }
        }
        long day = STEPS[STEPS.length - 1];
        return day * ((to - from) / day / MOST_MARKS + 1);
    }

    /** Draws marks with their times, and lines up to them. */
    void draw(Markup svg, double top, double bottom) {
        long step = step();
        for (long at = Math.floorDiv(from, step) * step + step; at <= to; at += step) {
            svg.empty("line", "class", "grid", "x1", x(at), "x2", x(at), "y1", top, "y2", bottom);
            String clock = Moments.clock(at);
            svg.leaf(
                    "text",
                    step >= SECOND ? clock.substring(0, WITHOUT_MILLIS) : clock,
                    "class",
                    "mark",
                    "x",
                    x(at),
                    "y",
                    bottom + 15,
                    "text-anchor",
                    "middle");
        }
    }
}
