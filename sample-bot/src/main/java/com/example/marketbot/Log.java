package com.example.marketbot;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bot's few words to whoever watches it. */
public final class Log {
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private Log() {}

    /** Prints one line, unless the same was said before: a trouble that lasts is told once. */
    public static void once(String message) {
        if (TOLD.add(message)) {
            info(message);
        }
    }

    /** Prints one line with the time of day. */
    public static void info(String message) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS) + " " + message);
    }
}
