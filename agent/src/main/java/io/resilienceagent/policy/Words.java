package io.resilienceagent.policy;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Small services to error texts: quoting, listing, the nearest known name. */
public final class Words {
    /** Longer texts are cut when they are shown, and are not compared for likeness. */
    private static final int LONGEST = 64;
    /** More names are not listed, and many more are not compared: each error of a huge file would cost its size. */
    private static final int MOST_LISTED = 24;

    private static final int MOST_COMPARED = 1000;

    private Words() {}

    /** A text in quotes, on one line, cut if it is long. */
    static String quote(String text) {
        StringBuilder shown = new StringBuilder("'");
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return shown.append(text.length() > LONGEST ? "...'" : "'").toString();
    }

    /** Names joined by commas, the first ones of very many. */
    static String list(Collection<String> names) {
        if (names.isEmpty()) {
            return "(none)";
        }
        StringBuilder list = new StringBuilder();
        int listed = 0;
        for (String name : names) {
            if (++listed > MOST_LISTED) {
                return list.append(", ...").toString();
            }
            list.append(listed > 1 ? ", " : "").append(name.length() > LONGEST ? quote(name) : name);
        }
        return list.toString();
    }

    /** "did you mean 'x'?", or the empty text if no name is near. */
    public static String didYouMean(String word, Collection<String> known) {
        return nearest(word, known).map(name -> "did you mean '" + name + "'?").orElse("");
    }

    /** The known name with the fewest edits, if it is near enough to be meant. */
    static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST || word.isEmpty()) {
            return Optional.empty();
        }
        String best = null;
        int fewest = Math.max(2, word.length() / 3) + 1;
        int compared = 0;
        for (String name : known) {
            if (++compared > MOST_COMPARED) {
                break;
            }
            if (name.length() > LONGEST) {
                continue;
            }
            int edits = edits(plain(word), plain(name));
            if (edits < fewest && edits * 2 <= Math.max(word.length(), name.length())) {
                best = name;
                fewest = edits;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code maxWait} or {@code MAX_WAIT} as {@code max_wait}. */
    static String snake(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1))) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }

    /** {@code maxWait}, {@code max-wait} and {@code max_wait} are the same mistake away from each other: none. */
    private static String plain(String name) {
        return snake(name).replace('-', '_').toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance, in two rows. */
    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
