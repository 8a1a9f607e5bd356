package io.resilienceagent.cli.terminal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 1d}, as in a policy. */
public final class Times {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(ms|s|m|h|d)");

    private Times() {}

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Duration parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time: write 250ms, 5s, 2m or 1h");
        }
        long unit =
                switch (written.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1000;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 86_400_000;
                };
        return Duration.ofMillis(new BigDecimal(written.group(1))
                .multiply(BigDecimal.valueOf(unit))
                .longValue());
    }

    /** About how long, in two units at most: {@code 2 h 5 min}. */
    public static String about(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (time.toMillis() < 1000) {
            return Math.max(0, time.toMillis()) + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h" + (seconds % 3600 < 60 ? "" : " " + seconds % 3600 / 60 + " min");
        }
        return seconds / 86_400 + " d" + (seconds % 86_400 < 3600 ? "" : " " + seconds % 86_400 / 3600 + " h");
    }

    /** How long from one instant to another, both as JSON has them; the empty text where one is none. */
    public static String between(String from, String to) {
        try {
            return about(Duration.between(Instant.parse(from), Instant.parse(to)));
        } catch (DateTimeException none) {
            return "";
        }
    }
}
