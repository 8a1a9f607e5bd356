package com.example.marketbot;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The bot's few words to whoever watches it. */
final class Log {
    private Log() {}

    /** Prints one line with the time of day. */
    static void info(String message) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS) + " " + message);
    }
}
