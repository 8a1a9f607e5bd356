package io.resilienceagent.incident;

import java.util.concurrent.ThreadLocalRandom;

/** Names of incidents: a kind and 8 hexadecimal digits, as {@code stall-1f03a9c2}. */
public final class IncidentId {
    private static final String DIGITS = "0123456789abcdef";
    private static final int LENGTH = 8;

    private IncidentId() {}

    /** A new name; among ten thousand of one kind two are the same with a chance of about one in a hundred. */
    public static String next(String kind) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id =
                new StringBuilder(kind.length() + 1 + LENGTH).append(kind).append('-');
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}
