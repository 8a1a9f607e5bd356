package io.resilienceagent.report.page;

import io.resilienceagent.report.drill.DrillFindings;
import io.resilienceagent.report.drill.Phase;
import io.resilienceagent.report.drill.ScenarioRun;
import io.resilienceagent.report.text.Moments;
import java.util.Locale;

/** How long each tick of a scenario took, before, during and after the fault. Stateless. */
final class TickPicture {
    private static final double WIDTH = 1000;
    private static final double LEFT = 76;
    private static final double RIGHT = 930;
    private static final double TOP = 24;
    private static final double BOTTOM = 170;
    private static final double THINNEST = 1.5;

    private TickPicture() {}

    static void draw(Markup html, ScenarioRun run) {
        long start = DrillFindings.started(run);
        long last = run.phases().stream().mapToLong(Phase::toUs).max().orElse(0);
        TimeAxis axis = new TimeAxis(start, start + last * 1000, LEFT, RIGHT);
        double deadline = (double) run.deadlineUs();
        double longest =
                run.ticks().stream().mapToDouble(tick -> (double) tick[1]).max().orElse(1);
        double most = 1.08 * Math.max(1000, Math.max(longest, Math.min(deadline, 4 * longest)));
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "ticks of " + run.loop());
        html.open("svg", "viewBox", String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, BOTTOM + 24), "role", "img");
        html.leaf("title", "Ticks of " + run.loop() + ": the longest took " + Moments.span((long) (longest * 1000)));
        for (Phase phase : run.phases()) {
            phase(html, axis, start, phase);
        }
        axis.draw(html, TOP, BOTTOM);
        for (int i = 0; i <= 4; i++) {
            double y = y(most * i / 4, most);
            html.empty("line", "class", "rule", "x1", LEFT, "x2", RIGHT, "y1", y, "y2", y);
            html.leaf(
                    "text",
                    Moments.span((long) (most * i / 4 * 1000)),
                    "class",
                    "mark",
                    "x",
                    LEFT - 8,
                    "y",
                    y + 4,
                    "text-anchor",
                    "end");
        }
        for (long[] tick : run.ticks()) {
            tick(html, axis, start, tick, most, deadline > 0 && tick[1] > run.deadlineUs());
        }
        if (deadline > 0 && deadline <= most) {
            double y = y(deadline, most);
            html.empty("line", "class", "level limit", "x1", LEFT, "x2", RIGHT, "y1", y, "y2", y);
            html.leaf("text", "deadline", "class", "level-name limit", "x", RIGHT + 6, "y", y + 4);
        }
        html.close().close();
    }

    private static double y(double value, double most) {
        return BOTTOM - (BOTTOM - TOP) * Math.min(1, value / most);
    }

    private static void phase(Markup html, TimeAxis axis, long start, Phase phase) {
        double from = axis.x(start + phase.fromUs() * 1000);
        double to = axis.x(start + phase.toUs() * 1000);
        html.empty(
                "rect",
                "class",
                "phase " + (phase.name().equals(Phase.FAULT) ? "struck" : "calm"),
                "x",
                from,
                "y",
                0,
                "width",
                Math.max(THINNEST, to - from),
                "height",
                BOTTOM);
        if (to - from > 8 * phase.name().length()) {
            html.leaf("text", phase.name(), "class", "mark", "x", (from + to) / 2, "y", 15, "text-anchor", "middle");
        }
    }

    private static void tick(Markup html, TimeAxis axis, long start, long[] tick, double most, boolean late) {
        double from = axis.x(start + tick[0] * 1000);
        double to = axis.x(start + (tick[0] + tick[1]) * 1000);
        double y = y((double) tick[1], most);
        html.empty(
                "rect",
                "class",
                late ? "tick late" : "tick",
                "x",
                from,
                "y",
                y,
                "width",
                Math.max(THINNEST, to - from),
                "height",
                Math.max(THINNEST, BOTTOM - y));
    }
}
