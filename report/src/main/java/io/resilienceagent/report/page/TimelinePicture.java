package io.resilienceagent.report.page;

import io.resilienceagent.report.story.Circuit;
import io.resilienceagent.report.story.Cycles;
import io.resilienceagent.report.story.Fault;
import io.resilienceagent.report.story.Pause;
import io.resilienceagent.report.story.Series;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Transition;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What happened when, a lane for each kind: states, stalls, recovery, faults, breakers, denials, pauses, processor. Used once. */
final class TimelinePicture {
    private static final double WIDTH = 1000;
    private static final double GUTTER = 128;
    private static final double LANE = 30;
    private static final double BAR = 18;
    private static final double THIN = 2.5;
    private static final int MOST_LOOPS = 6;
    private static final int WIDE_ENOUGH = 60;

    private final Story story;
    private final TimeAxis axis;
    private final List<Lane> lanes = new ArrayList<>();

    TimelinePicture(Story story) {
        this.story = story;
        this.axis = new TimeAxis(story.from(), story.to(), GUTTER, WIDTH - 12);
        lanes();
    }

    private interface Drawing {
        void draw(Markup svg, double top);
    }

    private record Lane(String name, Drawing drawing) {}

    private void lanes() {
        if (!story.transitions().isEmpty()) {
            lanes.add(new Lane("state", this::states));
        }
        Set<String> loops = new LinkedHashSet<>();
        story.stalls().stream().filter(stall -> !stall.pause()).forEach(stall -> loops.add(stall.loop()));
        loops.stream()
                .limit(MOST_LOOPS)
                .forEach(loop -> lanes.add(new Lane("stalls of " + loop, (svg, top) -> stalls(svg, top, loop))));
        if (!story.recovery().isEmpty()) {
            lanes.add(new Lane("recovery cycles", this::recovery));
        }
        if (!story.faults().isEmpty()) {
            lanes.add(new Lane("faults", this::faults));
        }
        if (!story.circuits().isEmpty()) {
            lanes.add(new Lane("breakers open", this::breakers));
        }
        if (!story.denialsOverTime().isEmpty()) {
            lanes.add(new Lane("calls denied", this::denials));
        }
        if (story.machine().pauseCount() > 0 || story.stalls().stream().anyMatch(Stall::pause)) {
            lanes.add(new Lane("pauses", this::pauses));
        }
        if (!story.machine().cpu().isEmpty()) {
            lanes.add(new Lane(
                    "processor", (svg, top) -> bars(svg, top, story.machine().cpu(), "cpu", 1)));
        }
    }

    /** Whether there is anything to be drawn. */
    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** Draws it. */
    void draw(Markup html) {
        double bottom = lanes.size() * LANE + 8;
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "timeline, may be scrolled");
        html.open("svg", "viewBox", String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, bottom + 22), "role", "img");
        html.leaf("title", "Timeline from " + Moments.day(story.from()) + " to " + Moments.day(story.to()));
        axis.draw(html, 4, bottom);
        double top = 6;
        for (Lane lane : lanes) {
            html.leaf("text", cut(lane.name(), 20), "class", "lane", "x", 4.0, "y", top + 13);
            html.empty(
                    "line", "class", "rule", "x1", GUTTER, "x2", WIDTH - 12, "y1", top + BAR + 4, "y2", top + BAR + 4);
            lane.drawing().draw(html, top);
            top += LANE;
        }
        html.close().close();
    }

    private void bar(Markup svg, double top, long from, long to, String kind, String label, String title) {
        double x = axis.x(from);
        double width = Math.max(THIN, axis.x(to) - x);
        svg.open("g");
        svg.leaf("title", title);
        svg.empty("rect", "class", kind, "x", x, "y", top, "width", width, "height", BAR, "rx", 2.0);
        int fits = (int) (width / 7.2);
        if (width > WIDE_ENOUGH && fits >= 3) {
            svg.leaf("text", cut(label, fits), "class", "in " + kind, "x", x + 6, "y", top + 13);
        }
        svg.close();
    }

    private void states(Markup svg, double top) {
        List<Transition> changes = story.transitions();
        long from = story.from();
        String state = changes.get(0).from();
        for (Transition change : changes) {
            state(svg, top, from, change.at(), state);
            from = change.at();
            state = change.to();
        }
        state(svg, top, from, story.to(), state);
    }

    private void state(Markup svg, double top, long from, long to, String state) {
        if (!state.isEmpty()) {
            String title = state + " from " + Moments.clock(from) + " for " + Moments.span(Math.max(0, to - from));
            bar(svg, top, from, to, "state-" + known(state), state, title);
        }
    }

    /** A state of the agent's as a class of the style sheet; nothing of the recording becomes one. */
    private static String known(String state) {
        return switch (state) {
            case "RUNNING" -> "running";
            case "DEGRADED" -> "degraded";
            case "SAFE_MODE" -> "safe";
            case "RECOVERING" -> "recovering";
            case "FATAL" -> "fatal";
            default -> "other";
        };
    }

    private void stalls(Markup svg, double top, String loop) {
        for (Stall stall : story.stalls()) {
            if (!stall.pause() && stall.loop().equals(loop)) {
                long end = stall.over() ? stall.end() : story.to();
                String title = stall.cause() + " from " + Moments.clock(stall.begin()) + " for "
                        + Moments.span(end - stall.begin()) + (stall.over() ? "" : " and longer");
                bar(svg, top, stall.begin(), end, "stall", stall.cause(), title);
            }
        }
    }

    private void recovery(Markup svg, double top) {
        for (Cycles cycles : story.recovery()) {
            String title = cycles.good()
                    ? "good, " + cycles.inRow() + " of " + cycles.needed() + ", at " + Moments.clock(cycles.last())
                    : cycles.count() + " not good, until " + Moments.clock(cycles.last()) + ": " + cycles.lacking();
            bar(svg, top, cycles.first(), cycles.last(), cycles.good() ? "good" : "bad", "not good", title);
        }
    }

    private void faults(Markup svg, double top) {
        for (Fault fault : story.faults()) {
            long end = fault.end() == 0 ? story.to() : fault.end();
            String title = fault.type() + " on " + fault.target() + " from " + Moments.clock(fault.begin()) + " for "
                    + Moments.span(Math.max(0, end - fault.begin()));
            bar(svg, top, fault.begin(), end, "fault", fault.type(), title);
        }
    }

    private void breakers(Markup svg, double top) {
        Map<String, Long> opened = new HashMap<>();
        for (Circuit circuit : story.circuits()) {
            Long since = opened.remove(circuit.breaker());
            if (since != null) {
                breaker(svg, top, circuit.breaker(), since, circuit.at());
            }
            if (circuit.to().equals("OPEN")) {
                opened.put(circuit.breaker(), circuit.at());
            }
        }
        opened.forEach((breaker, since) -> breaker(svg, top, breaker, since, story.to()));
    }

    private void breaker(Markup svg, double top, String breaker, long from, long to) {
        String title = breaker + " open from " + Moments.clock(from) + " for " + Moments.span(to - from);
        bar(svg, top, from, to, "breaker", breaker, title);
    }

    private void denials(Markup svg, double top) {
        double most = 1;
        for (Series series : story.denialsOverTime().values()) {
            for (int i = 0; i < Series.SLOTS; i++) {
                most = Math.max(most, series.sum(i));
            }
        }
        for (Map.Entry<String, Series> code : story.denialsOverTime().entrySet()) {
            Series series = code.getValue();
            for (int i = 0; i < Series.SLOTS; i++) {
                if (series.count(i) > 0) {
                    double height = Math.max(4, BAR * series.sum(i) / most);
                    double x = axis.x(series.begin(i));
                    svg.open("g");
                    svg.leaf("title", series.count(i) + " " + code.getKey() + " at " + Moments.clock(series.begin(i)));
                    double width = Math.max(THIN, axis.x(series.begin(i) + series.width()) - x - 0.5);
                    svg.empty(
                            "rect",
                            "class",
                            "denied",
                            "x",
                            x,
                            "y",
                            top + BAR - height,
                            "width",
                            width,
                            "height",
                            height);
                    svg.close();
                }
            }
        }
    }

    private void pauses(Markup svg, double top) {
        for (Pause pause : story.machine().longestPauses()) {
            String title = (pause.gc() ? "garbage: " : "stop: ") + pause.name() + ", " + Moments.span(pause.nanos())
                    + " at " + Moments.clock(pause.begin());
            bar(svg, top, pause.begin(), pause.end(), pause.gc() ? "gc" : "stop", "", title);
        }
        for (Stall stall : story.stalls()) {
            if (stall.pause()) {
                String title =
                        stall.cause() + ", " + Moments.span(stall.stalled()) + " at " + Moments.clock(stall.begin());
                bar(svg, top, stall.begin(), stall.end(), "stop", stall.cause(), title);
            }
        }
    }

    private void bars(Markup svg, double top, Series series, String kind, double most) {
        for (int i = 0; i < Series.SLOTS; i++) {
            if (series.count(i) > 0) {
                double height = Math.max(1, BAR * Math.min(1, series.max(i) / most));
                double x = axis.x(series.begin(i));
                svg.open("g");
                svg.leaf("title", Math.round(100 * series.max(i)) + " % at " + Moments.clock(series.begin(i)));
                svg.empty(
                        "rect",
                        "class",
                        kind,
                        "x",
                        x,
                        "y",
                        top + BAR - height,
                        "width",
                        Math.max(THIN, axis.x(series.begin(i) + series.width()) - x),
                        "height",
                        height);
                svg.close();
            }
        }
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(1, most - 1)) + "\u2026";
    }
}
