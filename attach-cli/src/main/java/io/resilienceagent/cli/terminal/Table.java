package io.resilienceagent.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows and columns that fit a width: the widest columns give way, and what is cut ends in two dots. */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<List<Style>> styles = new ArrayList<>();
    private final int columns;
    private final boolean[] right;

    /** @param headings of which one that starts with {@code >} stands to the right, with its column */
    public Table(String... headings) {
        this.columns = headings.length;
        this.right = new boolean[columns];
        List<String> first = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            right[i] = headings[i].startsWith(">");
            first.add(right[i] ? headings[i].substring(1) : headings[i]);
        }
        rows.add(first);
        styles.add(List.of());
    }

    /** Adds a row; its texts may be of any origin. */
    public Table row(Object... cells) {
        return row(List.of(), cells);
    }

    /** Adds a row of which the cells have these styles, as far as there are any; null for none. */
    public Table row(List<Style> cellStyles, Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> Harmless.text(String.valueOf(cell)))
                .toList());
        styles.add(cellStyles);
        return this;
    }

    /** Whether there is anything but headings. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Prints it. */
    public void print(Screen screen, String indent) {
        int[] widths = widths(screen.width() - indent.length());
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder(indent);
            for (int c = 0; c < columns; c++) {
                line.append(c > 0 ? GAP : "").append(cell(screen, r, c, widths[c]));
            }
            screen.line(line.toString());
        }
    }

    private String cell(Screen screen, int r, int c, int width) {
        String text = cut(rows.get(r).get(c), width);
        String padding = " ".repeat(width - text.length());
        Style style =
                r == 0 ? Style.FAINT : c < styles.get(r).size() ? styles.get(r).get(c) : null;
        String shown = style == null ? text : screen.paint(style, text);
        return right[c] ? padding + shown : shown + padding;
    }

    private int[] widths(int most) {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        int over = Arrays.stream(widths).sum() + GAP.length() * (columns - 1) - most;
        while (over > 0) {
            int widest = 0;
            for (int c = 1; c < columns; c++) {
                widest = widths[c] > widths[widest] ? c : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
            over--;
        }
        return widths;
    }

    /** A text no longer than a width. */
    public static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 2)) + "..";
    }
}
