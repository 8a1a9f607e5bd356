package io.resilienceagent.report.page;

import io.resilienceagent.report.story.Flame;
import java.util.Locale;

/** A flame graph, from the outermost frame at the top down to the one that ran: the wider, the more often seen. Stateless. */
final class FlamePicture {
    private static final double WIDTH = 1000;
    private static final double ROW = 19;
    private static final int DEEPEST = 80;
    private static final double NARROWEST = 1.0;
    private static final double LETTER = 6.7;

    private FlamePicture() {}

    static void draw(Markup html, Flame root, String what) {
        int depth = Math.min(DEEPEST, root.depth());
        html.open(
                "div",
                "class",
                "wide flame",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                "flame graph of " + what);
        html.open("svg", "viewBox", String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, depth * ROW + 2), "role", "img");
        html.leaf("title", "Flame graph of " + what + ", " + root.count() + " samples");
        rows(html, root, 0, 0, WIDTH / root.count(), root.count());
        html.close().close();
    }

    private static void rows(Markup html, Flame flame, double x, int row, double perSample, int all) {
        if (row >= DEEPEST) {
            return;
        }
        double at = x;
        for (Flame call : flame.calls()) {
            double width = call.count() * perSample;
            if (width >= NARROWEST) {
                frame(html, call, at, row, width, all);
                rows(html, call, at, row + 1, perSample, all);
            }
            at += width;
        }
    }

    private static void frame(Markup html, Flame flame, double x, int row, double width, int all) {
        html.open("g", "class", "frame " + kind(flame.name()), "data-x", x, "data-w", width);
        html.leaf(
                "title",
                flame.name() + ": " + flame.count() + " of " + all + " samples ("
                        + Math.round(100.0 * flame.count() / all) + " %)");
        html.empty("rect", "x", x, "y", row * ROW, "width", Math.max(0.5, width - 0.6), "height", ROW - 1, "rx", 2.0);
        int fits = (int) ((width - 8) / LETTER);
        String name = shortened(flame.name());
        html.leaf(
                "text",
                fits < 3 ? "" : TimelinePicture.cut(name, fits),
                "x",
                x + 4,
                "y",
                row * ROW + 13,
                "data-n",
                name);
        html.close();
    }

    private static String kind(String name) {
        if (name.startsWith("[")) {
            return "native";
        }
        if (name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.")) {
            return "jdk";
        }
        return "own" + Math.floorMod(name.hashCode(), 3);
    }

    /** Class and method, without the package. */
    private static String shortened(String name) {
        return name.replaceAll("^(?:[a-z_][\\w]*\\.)+(?=[A-Z])", "");
    }
}
