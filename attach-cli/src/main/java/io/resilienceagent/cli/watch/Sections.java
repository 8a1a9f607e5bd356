package io.resilienceagent.cli.watch;

import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The parts of the picture, each as wide as the screen. */
final class Sections {
    private static final String INDENT = "  ";
    private static final int NARROW = 60;
    private static final int WIDE = 100;
    private static final int RATE = 9;
    private static final int TIME = 9;
    private static final int BREAKER = 38;

    private final int width;
    private final boolean narrow;
    private final int name;
    private final Sparkline sparkline;
    private final History history;

    Sections(int width, boolean unicode, History history) {
        this.width = width;
        this.narrow = width < NARROW;
        this.name = narrow ? 12 : width < WIDE ? 20 : 32;
        this.sparkline = new Sparkline(unicode);
        this.history = history;
    }

    /** In the order in which they stand on the screen; what there is none of is left out. */
    List<Section> all() {
        List<Section> all =
                new ArrayList<>(List.of(loops(), guards(), breakers(), orders(), chaos(), incidents(), troubles()));
        all.removeIf(section -> section.rows().isEmpty() && section.kind() != Section.Kind.ORDERS);
        return all;
    }

    private Line heading(String title) {
        return new Line(width).left(Style.HEADING, title, INDENT.length() + name);
    }

    private Line row(Style style, String text) {
        return new Line(width).add(INDENT).left(style, text, name);
    }

    private static String rate(OptionalDouble rate) {
        return rate.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, rate.getAsDouble() < 100 ? "%.1f" : "%.0f", rate.getAsDouble());
    }

    /** In three or four digits: {@code 812 ms}, {@code 5.0 s}, {@code 12 min}. */
    static String time(long millis) {
        if (millis < 1000) {
            return Math.max(0, millis) + " ms";
        }
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : Times.about(Duration.ofSeconds(millis / 1000));
    }

    private Section loops() {
        Line title = heading("Loops").right(Style.FAINT, "ticks/s", RATE).right(Style.FAINT, "lag", TIME);
        if (!narrow) {
            title.right(Style.FAINT, "limit", TIME).right(Style.FAINT, "worst", TIME);
        }
        List<Snapshot.LoopSeen> sorted = new ArrayList<>(history.now().loops());
        sorted.sort(Comparator.comparing((Snapshot.LoopSeen loop) -> !loop.stalled())
                .thenComparing(loop -> -share(loop))
                .thenComparing(Snapshot.LoopSeen::name));
        List<Line> rows = new ArrayList<>();
        for (Snapshot.LoopSeen loop : sorted) {
            Style style = loop.stalled() ? Style.BAD : share(loop) * 2 >= 1 ? Style.DOUBTFUL : null;
            Line row = row(style, loop.name()).right(null, rate(history.ticks(loop)), RATE);
            row.right(style, time(loop.lag()), TIME);
            if (!narrow) {
                row.right(Style.FAINT, time(loop.limit()), TIME).right(null, time(loop.worst()), TIME);
            }
            if (loop.stalled()) {
                row.add(Style.BAD, narrow ? " STALLED" : "  STALLED");
            }
            row.add(INDENT);
            sparkline.draw(row, history.lags(loop.name(), row.room()), loop.limit(), row.room());
            rows.add(row);
        }
        return new Section(Section.Kind.LOOPS, title, rows);
    }

    private static double share(Snapshot.LoopSeen loop) {
        return loop.limit() <= 0 ? 0 : loop.lag() / (double) loop.limit();
    }

    private Section guards() {
        Line title = heading("Join points").right(Style.FAINT, "calls/s", RATE).right(Style.FAINT, "denied/s", RATE);
        if (!narrow) {
            title.add(Style.FAINT, "  denied so far");
        }
        List<Snapshot.JoinPointSeen> sorted = new ArrayList<>(history.now().joinPoints());
        sorted.sort(Comparator.comparing((Snapshot.JoinPointSeen one) -> !one.withoutEffect())
                .thenComparing(one -> -history.denials(one).orElse(0))
                .thenComparing(one -> -history.calls(one).orElse(0))
                .thenComparing(one -> one.deniedInAll() == 0));
        List<Line> rows = new ArrayList<>();
        for (Snapshot.JoinPointSeen one : sorted) {
            OptionalDouble denied = history.denials(one);
            Style style = one.withoutEffect() ? Style.BAD : null;
            Line row = row(style, one.name()).right(null, rate(history.calls(one)), RATE);
            row.right(denied.orElse(0) > 0 ? Style.DOUBTFUL : null, rate(denied), RATE);
            if (!narrow) {
                row.add(style, INDENT + (one.withoutEffect() ? "matches no method" : denied(one)));
            }
            rows.add(row);
        }
        return new Section(Section.Kind.GUARDS, title, rows);
    }

    private static String denied(Snapshot.JoinPointSeen one) {
        String denied = counts(one.denied());
        String would = counts(one.wouldDeny());
        return would.isEmpty() ? denied : denied + (denied.isEmpty() ? "" : ", ") + "would: " + would;
    }

    private static String counts(Map<String, Long> counts) {
        List<String> all = new ArrayList<>();
        counts.forEach((code, count) -> all.add(count + " " + code));
        return String.join(", ", all);
    }

    private Section breakers() {
        List<Snapshot.BreakerSeen> all = history.now().breakers();
        long open = all.stream().filter(one -> !one.closed()).count();
        Line title = heading("Breakers")
                .add(
                        open > 0 ? Style.BAD : Style.FAINT,
                        INDENT + (all.size() - open) + " closed" + (open > 0 ? ", " + open + " not" : ""));
        int cell = Math.min(BREAKER, width - INDENT.length());
        int inRow = Math.max(1, (width - INDENT.length()) / cell);
        List<Line> rows = new ArrayList<>();
        Line row = null;
        for (int i = 0; i < all.size(); i++) {
            if (i % inRow == 0) {
                row = new Line(width).add(INDENT);
                rows.add(row);
            }
            Snapshot.BreakerSeen one = all.get(i);
            row.left(null, one.key().equals("-") ? one.joinPoint() : one.joinPoint() + " " + one.key(), cell - 15);
            row.left(one.closed() ? Style.GOOD : Style.BAD, " " + one.state(), 15);
        }
        return new Section(Section.Kind.BREAKERS, title, rows);
    }

    private Section orders() {
        Snapshot.OrdersSeen orders = history.now().orders();
        Line title = new Line(width).left(Style.HEADING, "Orders", INDENT.length() + (narrow ? 6 : name));
        orders.outcomes().forEach((outcome, count) -> title.add(INDENT)
                .add(outcome.equals("unknown") && count > 0 ? Style.DOUBTFUL : null, count + " " + outcome));
        List<Line> rows = new ArrayList<>();
        if (orders.unresolved() > 0) {
            rows.add(wrong(orders.unresolved() + " unknown just now; see: resilience orders list"));
        }
        if (orders.recovering()) {
            rows.add(wrong("new orders wait until those of an earlier run are resolved"));
        }
        if (!orders.journal()) {
            rows.add(wrong("the journal cannot be written: look at the disk"));
        }
        return new Section(Section.Kind.ORDERS, title, rows);
    }

    private Line wrong(String text) {
        return new Line(width).add(INDENT).add(Style.BAD, text);
    }

    private Section chaos() {
        List<Line> rows = new ArrayList<>();
        for (Snapshot.ExperimentSeen one : history.now().experiments()) {
            Line row = new Line(width).add(INDENT).add(Style.DOUBTFUL, one.type());
            row.add(one.target().isEmpty() ? "" : " on " + one.target());
            row.add(one.dryRun() ? " (dry run)" : "").add(Style.FAINT, INDENT + one.id());
            row.end(null, "fired " + one.fired() + INDENT + time(one.left().toMillis()) + " left");
            rows.add(row);
        }
        Line title = heading("Chaos").add(Style.DOUBTFUL, INDENT + "broken on purpose; s stops it");
        return new Section(Section.Kind.CHAOS, title, rows);
    }

    private Section incidents() {
        List<Line> rows = new ArrayList<>();
        Snapshot now = history.now();
        for (Snapshot.IncidentSeen one : now.incidents()) {
            Line row = new Line(width).add(INDENT).left(null, one.id(), narrow ? 15 : name);
            row.right(Style.FAINT, now.ago(one).map(Times::about).orElse("?") + " ago", narrow ? 11 : RATE + TIME);
            row.add(INDENT).add(one.lasts() ? Style.BAD : null, one.about() + (one.lasts() ? ", lasts" : ""));
            rows.add(row);
        }
        return new Section(Section.Kind.INCIDENTS, heading("Incidents"), rows);
    }

    private Section troubles() {
        List<Line> rows = new ArrayList<>();
        history.now().troubles().forEach(trouble -> rows.add(wrong(trouble)));
        return new Section(Section.Kind.TROUBLES, heading("Troubles of the agent"), rows);
    }
}
