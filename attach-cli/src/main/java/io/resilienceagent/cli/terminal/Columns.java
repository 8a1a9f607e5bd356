package io.resilienceagent.cli.terminal;

/** Texts by the columns that they take on a terminal: some characters take two, some none. */
public final class Columns {
    private static final String CUT = "..";

    /** Where East Asian scripts and pictures are, in pairs of first and last. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe4f, 0xff00, 0xff60,
        0xffe0, 0xffe6, 0x1f300, 0x1faff, 0x20000, 0x3fffd
    };

    private Columns() {}

    /** How many columns a harmless text takes. */
    public static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            width += width(point);
            i += Character.charCount(point);
        }
        return width;
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (point >= WIDE[i] && point <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** A text that takes no more columns; what is cut ends in two dots. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int room = Math.max(0, columns - CUT.length());
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            used += width(point);
            if (used > room) {
                break;
            }
            kept.appendCodePoint(point);
            i += Character.charCount(point);
        }
        return kept + CUT.substring(0, Math.max(0, Math.min(CUT.length(), columns)));
    }

    /** A text in exactly so many columns, cut or filled up behind. */
    public static String left(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(Math.max(0, columns - width(cut)));
    }

    /** A text in exactly so many columns, cut or filled up before. */
    public static String right(String text, int columns) {
        String cut = cut(text, columns);
        return " ".repeat(Math.max(0, columns - width(cut))) + cut;
    }
}
