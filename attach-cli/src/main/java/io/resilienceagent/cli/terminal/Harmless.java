package io.resilienceagent.cli.terminal;

import io.resilienceagent.report.text.Shown;

/**
 * Texts of a bot, made fit for a terminal. A name or a message from elsewhere may hold escape sequences that clear the
 * screen or type commands, line breaks that forge a line, and marks that turn the reading direction around.
 */
public final class Harmless {
    private Harmless() {}

    /** The text on one line; what could act is shown by its number. */
    public static String text(String text) {
        return Shown.whole(text);
    }
}
