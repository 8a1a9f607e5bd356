package com.example.marketbot.chores;

import com.example.marketbot.Log;
import java.util.regex.Pattern;

/**
 * Drops headlines that shout their last word twice. The expression does it in no time for headlines with spaces in
 * them; without one, every further letter doubles the number of ways that it has to try.
 */
final class NewsFilter implements Chore {
    private static final Pattern SHOUTED = Pattern.compile("^((\\w+) ?)+\\2!$");
    private static final String USUAL = "Bitcoin rises, traders yawn yawn!";
    private static final String ENDLESS = "Bitcoin" + "hodl".repeat(40) + "?";

    private final Episode episode;

    NewsFilter(Workplace place) {
        episode = place.episode();
    }

    /** Only the length of the episode ever ends such a search. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("no result in time", null, false, false);
        }
    }

    /** A headline that can be taken away from whoever reads it. */
    private record Headline(String text, Episode episode) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (episode.over()) {
                throw new Stopped();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Override
    public void during(long tick) {
        boolean endless = episode.due(tick);
        if (endless) {
            episode.begin();
            filter(new Headline(ENDLESS, episode));
            episode.end();
        } else {
            filter(USUAL);
        }
    }

    private void filter(CharSequence headline) {
        try {
            if (SHOUTED.matcher(headline).find()) {
                Log.once("dropped: " + headline);
            }
        } catch (Stopped e) {
            Log.once("dropped: " + headline + ", " + e.getMessage());
        }
    }
}
