package com.example.marketbot;

import java.util.Map;
import java.util.TreeMap;

/** Counts why orders failed, by the first words of the reason. */
public final class Denials {
    private final Map<String, Long> counts = new TreeMap<>();

    /** Counts one failure; the first of its kind is told. */
    public synchronized void count(RuntimeException failure) {
        String reason = reason(failure);
        if (counts.merge(reason, 1L, Long::sum) == 1) {
            Log.info("an order failed: " + failure.getMessage());
        }
    }

    /** How often each reason was met. */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    private static String reason(RuntimeException failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        int colon = message.indexOf(':');
        return (colon < 0 ? message : message.substring(0, colon)).strip();
    }
}
