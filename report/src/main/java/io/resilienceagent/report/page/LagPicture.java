package io.resilienceagent.report.page;

import io.resilienceagent.report.story.Lag;
import io.resilienceagent.report.story.Series;
import io.resilienceagent.report.text.Moments;
import java.util.Locale;

/** How long a loop's last progress was ago, over time, with its percentiles and its limit. Stateless. */
final class LagPicture {
    private static final double WIDTH = 1000;
    private static final double LEFT = 76;
    private static final double RIGHT = 930;
    private static final double TOP = 10;
    private static final double BOTTOM = 170;
    private static final double APART = 12;

    private LagPicture() {}

    static void draw(Markup html, String loop, Lag lag, long from, long to) {
        TimeAxis axis = new TimeAxis(from, to, LEFT, RIGHT);
        double most = 1.08
                * Math.max(
                        1_000_000,
                        Math.max(
                                lag.spread().max(),
                                Math.min(lag.limit(), 4 * lag.spread().max())));
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "lag of " + loop);
        html.open("svg", "viewBox", String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, BOTTOM + 24), "role", "img");
        html.leaf(
                "title",
                "Lag of loop " + loop + ": half of the time at most "
                        + Moments.span(lag.spread().at(0.5)) + ", at worst "
                        + Moments.span(lag.spread().max()));
        axis.draw(html, TOP, BOTTOM);
        for (int i = 0; i <= 4; i++) {
            double value = most * i / 4;
            html.empty("line", "class", "rule", "x1", LEFT, "x2", RIGHT, "y1", y(value, most), "y2", y(value, most));
            html.leaf(
                    "text",
                    Moments.span((long) value),
                    "class",
                    "mark",
                    "x",
                    LEFT - 8,
                    "y",
                    y(value, most) + 4,
                    "text-anchor",
                    "end");
        }
        curve(html, axis, lag.series(), most);
        double taken = level(html, "limit", lag.limit(), most, -1, "limit");
        taken = level(html, "p99", lag.spread().at(0.99), most, taken, "p99");
        taken = level(html, "p95", lag.spread().at(0.95), most, taken, "p95");
        level(html, "p50", lag.spread().at(0.5), most, taken, "p50");
        html.close().close();
    }

    private static double y(double value, double most) {
        return BOTTOM - (BOTTOM - TOP) * Math.min(1, value / most);
    }

    private static void curve(Markup html, TimeAxis axis, Series series, double most) {
        StringBuilder line = new StringBuilder();
        double first = -1;
        double last = 0;
        for (int i = 0; i < Series.SLOTS; i++) {
            if (series.count(i) > 0) {
                double x = axis.x(series.begin(i) + series.width() / 2);
                line.append(String.format(
                        Locale.ROOT, "%s%.1f,%.1f", line.length() == 0 ? "" : " ", x, y(series.max(i), most)));
                first = first < 0 ? x : first;
                last = x;
            }
        }
        String area = String.format(Locale.ROOT, "%.1f,%.1f %s %.1f,%.1f", first, BOTTOM, line, last, BOTTOM);
        html.empty("polygon", "class", "lag-area", "points", area);
        html.empty("polyline", "class", "lag-line", "points", line.toString());
    }

    /** A level with its name at the right, below the one before where they would cover each other. */
    private static double level(Markup html, String name, long value, double most, double taken, String kind) {
        if (value <= 0 || value > most) {
            return taken;
        }
        double y = y((double) value, most);
        html.empty("line", "class", "level " + kind, "x1", LEFT, "x2", RIGHT, "y1", y, "y2", y);
        double at = Math.max(y + 4, taken + APART);
        html.leaf("text", name, "class", "level-name " + kind, "x", RIGHT + 6, "y", at);
        return at;
    }
}
