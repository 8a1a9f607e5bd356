package io.resilienceagent.cli.watch;

import io.resilienceagent.cli.terminal.Columns;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of the screen, put together from pieces in their colours. Whatever is put in is made harmless here, so nothing that
 * a bot says can command the terminal; and a line never grows over its width.
 */
final class Line {
    private final int width;
    private final List<Piece> pieces = new ArrayList<>();
    private int used;

    /** An empty line of so many columns. */
    Line(int width) {
        this.width = width;
    }

    /** @param style null for none */
    private record Piece(Style style, String text) {}

    /** Puts a text behind what is there, as far as there is room. */
    Line add(Style style, String text) {
        String cut = Columns.cut(Harmless.text(text), Math.max(0, width - used));
        if (!cut.isEmpty()) {
            pieces.add(new Piece(style, cut));
            used += Columns.width(cut);
        }
        return this;
    }

    /** The same without colour. */
    Line add(String text) {
        return add(null, text);
    }

    /** A text in exactly so many columns. */
    Line left(Style style, String text, int columns) {
        return add(style, Columns.left(Harmless.text(text), columns));
    }

    /** A text at the end of so many columns. */
    Line right(Style style, String text, int columns) {
        return add(style, Columns.right(Harmless.text(text), columns));
    }

    /** Blanks up to a column, if it is still ahead. */
    Line to(int column) {
        return add(" ".repeat(Math.max(0, Math.min(column, width) - used)));
    }

    /** A text that ends where the line does, where there is room for it and a blank before it. */
    Line end(Style style, String text) {
        String harmless = Harmless.text(text);
        int columns = Columns.width(harmless);
        return used + 1 + columns > width ? this : to(width - columns).add(style, harmless);
    }

    /** How many columns are taken. */
    int used() {
        return used;
    }

    /** How many columns are left. */
    int room() {
        return width - used;
    }

    /** The text alone. */
    String plain() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text));
        return text.toString().stripTrailing();
    }

    /** For the terminal. */
    String painted(boolean colours) {
        if (!colours) {
            return plain();
        }
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(piece.style == null || piece.text.isBlank() ? piece.text : piece.style.paint(piece.text));
        }
        return text.toString();
    }
}
