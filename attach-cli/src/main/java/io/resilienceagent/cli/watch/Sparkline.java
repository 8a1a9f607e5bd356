package io.resilienceagent.cli.watch;

import io.resilienceagent.cli.terminal.Style;
import java.util.List;

/** A row of little bars, one a value. Small values show too: the height goes with the root. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII = "_.:-=+*#";

    private final String bars;

    /** @param unicode whether the terminal can show the block characters */
    Sparkline(boolean unicode) {
        this.bars = unicode ? BARS : ASCII;
    }

    /** Draws them, coloured by how near they come to the limit; right-aligned in so many columns. */
    void draw(Line line, List<Long> values, long limit, int columns) {
        line.add(" ".repeat(Math.max(0, columns - values.size())));
        for (long value : values) {
            line.add(style(value, limit), bar(value, limit));
        }
    }

    private String bar(long value, long limit) {
        double share = limit <= 0 ? 0 : Math.min(1, Math.max(0, value) / (double) limit);
        int height = (int) Math.min(bars.length() - 1, Math.ceil(Math.sqrt(share) * (bars.length() - 1)));
        return bars.substring(height, height + 1);
    }

    private static Style style(long value, long limit) {
        return value >= limit ? Style.BAD : value * 2 >= limit ? Style.DOUBTFUL : Style.GOOD;
    }
}
