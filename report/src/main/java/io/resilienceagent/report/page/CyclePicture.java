package io.resilienceagent.report.page;

import io.resilienceagent.report.story.Waiter;
import java.util.List;
import java.util.Locale;

/** Threads that wait for each other, in a circle: an arrow leads from who waits to who holds. Stateless. */
final class CyclePicture {
    private static final int MOST = 8;
    private static final double WIDTH = 820;
    private static final double BOX = 230;
    private static final double HIGH = 52;
    private static final int LETTERS = 30;

    private CyclePicture() {}

    private record Point(double x, double y) {}

    /** Draws the circle; one that is too large is left to the text. */
    static void draw(Markup html, List<Waiter> cycle, int number) {
        if (cycle.isEmpty() || cycle.size() > MOST) {
            return;
        }
        int size = cycle.size();
        double height = size <= 2 ? 210 : 380;
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "the circle of locks");
        html.open(
                "svg",
                "class",
                "cycle",
                "viewBox",
                String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, height),
                "role",
                "img");
        html.leaf(
                "title",
                String.join(
                        "; ",
                        cycle.stream()
                                .map(waiter -> waiter.thread() + " waits for " + waiter.waitsFor() + " held by "
                                        + waiter.heldBy())
                                .toList()));
        String head = "head" + number;
        html.open("defs");
        html.open(
                "marker",
                "id",
                head,
                "viewBox",
                "0 0 10 10",
                "refX",
                9,
                "refY",
                5,
                "markerWidth",
                7,
                "markerHeight",
                7,
                "orient",
                "auto-start-reverse");
        html.empty("path", "d", "M0,0 L10,5 L0,10 z", "class", "head");
        html.close().close();
        for (int i = 0; i < size; i++) {
            arrow(html, at(i, size, height), at((i + 1) % size, size, height), cycle.get(i), head, size);
        }
        for (int i = 0; i < size; i++) {
            box(html, at(i, size, height), cycle.get(i));
        }
        html.close().close();
    }

    private static Point at(int i, int size, double height) {
        if (size <= 2) {
            return new Point(i == 0 ? BOX / 2 + 8 : WIDTH - BOX / 2 - 8, height / 2);
        }
        double angle = 2 * Math.PI * i / size - Math.PI / 2;
        return new Point(
                WIDTH / 2 + (WIDTH / 2 - BOX / 2 - 8) * Math.cos(angle),
                height / 2 + (height / 2 - HIGH / 2 - 8) * Math.sin(angle));
    }

    private static void box(Markup html, Point at, Waiter waiter) {
        html.open("g");
        html.leaf("title", waiter.thread() + (waiter.at().isEmpty() ? "" : " at " + waiter.at()));
        html.empty(
                "rect",
                "class",
                "thread",
                "x",
                at.x() - BOX / 2,
                "y",
                at.y() - HIGH / 2,
                "width",
                BOX,
                "height",
                HIGH,
                "rx",
                8.0);
        html.leaf(
                "text",
                TimelinePicture.cut(waiter.thread(), LETTERS),
                "class",
                "thread-name",
                "x",
                at.x(),
                "y",
                at.y() - 3,
                "text-anchor",
                "middle");
        String place = waiter.at().isEmpty() ? "" : shortened(waiter.at());
        html.leaf(
                "text",
                TimelinePicture.cut(place, LETTERS + 4),
                "class",
                "mark",
                "x",
                at.x(),
                "y",
                at.y() + 15,
                "text-anchor",
                "middle");
        html.close();
    }

    /** A frame or a lock without its package. */
    private static String shortened(String name) {
        String plain = name.replaceAll("\\(.*\\)$", "");
        return plain.replaceAll("^(?:[a-z_][\\w]*\\.)+(?=[A-Z])", "");
    }

    private static void arrow(Markup html, Point from, Point to, Waiter waiter, String head, int size) {
        Point middle;
        String path;
        if (size <= 2) {
            boolean right = from.x() < to.x();
            double y = right ? from.y() - 14 : from.y() + 14;
            double bend = right ? from.y() - 70 : from.y() + 70;
            double startX = right ? from.x() + BOX / 2 : from.x() - BOX / 2;
            double endX = right ? to.x() - BOX / 2 - 2 : to.x() + BOX / 2 + 2;
            path = String.format(Locale.ROOT, "M%.1f,%.1f Q%.1f,%.1f %.1f,%.1f", startX, y, WIDTH / 2, bend, endX, y);
            middle = new Point(WIDTH / 2, right ? from.y() - 52 : from.y() + 62);
        } else {
            Point start = edge(from, to);
            Point end = edge(to, from);
            path = String.format(Locale.ROOT, "M%.1f,%.1f L%.1f,%.1f", start.x(), start.y(), end.x(), end.y());
            middle = new Point((start.x() + end.x()) / 2, (start.y() + end.y()) / 2 - 6);
        }
        html.empty("path", "class", "wait", "d", path, "marker-end", "url(#" + head + ")");
        html.leaf(
                "text",
                "waits for " + TimelinePicture.cut(shortened(waiter.waitsFor()), 34),
                "class",
                "lock",
                "x",
                middle.x(),
                "y",
                middle.y(),
                "text-anchor",
                "middle");
    }

    /** Where the line from the middle of a box to another point leaves the box. */
    private static Point edge(Point box, Point to) {
        double dx = to.x() - box.x();
        double dy = to.y() - box.y();
        double scale = Math.min(
                Math.abs(dx) < 1 ? Double.MAX_VALUE : (BOX / 2 + 4) / Math.abs(dx),
                Math.abs(dy) < 1 ? Double.MAX_VALUE : (HIGH / 2 + 4) / Math.abs(dy));
        return new Point(box.x() + dx * scale, box.y() + dy * scale);
    }
}
