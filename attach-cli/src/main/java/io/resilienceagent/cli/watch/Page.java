package io.resilienceagent.cli.watch;

import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The picture for a screen of some size: always exactly that many lines, none wider than the screen. What matters most gets room
 * first; where rows are left out their section says so.
 */
final class Page {
    private static final String KEYS = "c chaos   s stop chaos   d dump   h help   q quit";
    private static final String KEYS_SHORT = "c s d h q";
    private static final int HEAD = 2;
    private static final int FOOT = 1;

    private final int width;
    private final int height;
    private final boolean unicode;

    /** @param unicode whether the terminal can show block characters */
    Page(int width, int height, boolean unicode) {
        this.width = Math.max(1, width);
        this.height = Math.max(1, height);
        this.unicode = unicode;
    }

    /** Draws it. */
    List<Line> draw(Look look) {
        List<Line> lines = new ArrayList<>(head(look));
        int room = Math.max(0, height - lines.size() - FOOT);
        if (look.panel() != null) {
            lines.addAll(panel(look.panel(), room));
        } else if (look.history().now() != null) {
            lines.addAll(body(new Sections(width, unicode, look.history()).all(), room));
        }
        while (lines.size() < height - FOOT) {
            lines.add(new Line(width));
        }
        List<Line> page = new ArrayList<>(lines.subList(0, Math.max(0, Math.min(lines.size(), height - FOOT))));
        page.add(foot(look));
        return page;
    }

    private List<Line> head(Look look) {
        Snapshot now = look.history().now();
        Line first = new Line(width);
        Line second = new Line(width);
        if (now == null) {
            first.add(Style.HEADING, "resilience watch");
        } else {
            String state = now.state().name();
            first.add(Style.HEADING, now.bot()).add("  ").add(style(state), state);
            now.inState().ifPresent(lasted -> first.add("  for " + Times.about(lasted)));
            String clock = now.time().map(Page::clock).orElse("");
            first.end(Style.FAINT, "process " + now.process() + "  " + clock);
            second.add(Style.FAINT, "because: ").add(now.state().reason());
            second.add(
                    Style.FAINT,
                    now.state().incident().isEmpty() ? "" : " (" + now.state().incident() + ")");
            if (!now.mode().equals("enforce")) {
                second.end(Style.DOUBTFUL, "mode " + now.mode() + ": no call is denied");
            }
        }
        if (!look.silence().isEmpty()) {
            return List.of(first, new Line(width).add(Style.BAD, look.silence()));
        }
        return height > HEAD + FOOT ? List.of(first, second) : List.of(first);
    }

    /** {@code 10:21:03 UTC}. */
    private static String clock(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().substring(11, 19) + " UTC";
    }

    private static Style style(String state) {
        return switch (state) {
            case "RUNNING" -> Style.GOOD;
            case "DEGRADED", "RECOVERING" -> Style.DOUBTFUL;
            default -> Style.BAD;
        };
    }

    private Line foot(Look look) {
        Line foot = new Line(width);
        if (!look.notice().isEmpty()) {
            return foot.add(look.noticeStyle(), look.notice());
        }
        String keys = look.panel() != null ? look.panel().keys() : width < KEYS.length() ? KEYS_SHORT : KEYS;
        return foot.add(Style.FAINT, keys);
    }

    private List<Line> panel(Panel panel, int room) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(width));
        lines.add(new Line(width).add(Style.HEADING, panel.title()));
        int rows = Math.max(1, room - lines.size());
        int first =
                Math.max(0, Math.min(panel.selected() - rows / 2, panel.rows().size() - rows));
        for (int i = first; i < Math.min(panel.rows().size(), first + rows); i++) {
            boolean chosen = i == panel.selected();
            lines.add(new Line(width)
                    .add(
                            chosen ? Style.HEADING : null,
                            (chosen ? "> " : "  ") + panel.rows().get(i)));
        }
        return lines;
    }

    /** Gives each section as much room as there is: first one row to each, then one more in turn, to those that matter most. */
    private List<Line> body(List<Section> all, int room) {
        List<Section> byWeight = new ArrayList<>(all);
        byWeight.sort(Comparator.comparing(Section::kind));
        Map<Section.Kind, Integer> rows = new EnumMap<>(Section.Kind.class);
        int left = room;
        List<Section> shown = new ArrayList<>();
        for (Section section : byWeight) {
            int least = 1 + Math.min(1, section.rows().size());
            if (left >= least) {
                shown.add(section);
                rows.put(section.kind(), least - 1);
                left -= least;
            }
        }
        for (boolean more = true; more && left > 0; ) {
            more = false;
            for (Section section : shown) {
                int has = rows.get(section.kind());
                if (left > 0 && has < section.rows().size()) {
                    rows.put(section.kind(), has + 1);
                    left--;
                    more = true;
                }
            }
        }
        boolean airy = left >= shown.size();
        List<Line> lines = new ArrayList<>();
        for (Section section : all) {
            if (shown.contains(section)) {
                if (airy) {
                    lines.add(new Line(width));
                }
                int few = rows.get(section.kind());
                hidden(section, few).ifPresent(text -> section.title().end(Style.FAINT, text));
                lines.add(section.title());
                lines.addAll(section.rows().subList(0, few));
            }
        }
        return lines;
    }

    private static Optional<String> hidden(Section section, int few) {
        int all = section.rows().size();
        return few < all ? Optional.of(few + " of " + all) : Optional.empty();
    }
}
