package io.resilienceagent.policy;

import java.time.Duration;

/** The times of a policy: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 1d}. */
final class Times {
    static final String EXPECTED = "a time such as 250ms, 5s, 2m, 1h or 1d";
    static final String REGEX = "^[0-9]{1,12}(?:ms|s|m|h|d)$";
    /** Ten years: longer is a slip, and in nanoseconds it still fits a long. */
    static final Duration LONGEST = Duration.ofDays(3650);

    private static final int MOST_DIGITS = 12;

    private Times() {}

    static Duration parse(String text) {
        TextCursor cursor = new TextCursor(text);
        String digits = cursor.digits();
        if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
            throw new MalformedText(0, "found " + Words.quote(text), EXPECTED, "");
        }
        String unit = text.substring(digits.length());
        Duration time = of(Long.parseLong(digits), unit);
        if (time == null) {
            String hint = unit.isEmpty() ? "a time needs a unit: did you mean '" + digits + "s'?" : "";
            if (unit.startsWith(".")) {
                hint = "times are whole numbers: write 1500ms, not 1.5s";
            }
            throw new MalformedText(0, "found " + Words.quote(text), EXPECTED, hint);
        }
        if (time.compareTo(LONGEST) > 0) {
            throw new MalformedText(0, "found " + Words.quote(text), "at most " + LONGEST.toDays() + "d", "");
        }
        return time;
    }

    /** The shortest text for a time in milliseconds. */
    static String text(long millis) {
        return millis % 1000 == 0 && millis > 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofSeconds(Math.multiplyExact(number, 86_400L));
            default -> null;
        };
    }
}
