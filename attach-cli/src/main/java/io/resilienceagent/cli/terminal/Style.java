package io.resilienceagent.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Colours, where there is a terminal that shows them and nobody objects. */
public enum Style {
    /** All is well. */
    GOOD("32"),
    /** To be looked at. */
    DOUBTFUL("33"),
    /** Wrong. */
    BAD("1;31"),
    /** A heading. */
    HEADING("1"),
    /** Of less weight. */
    FAINT("2");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** A harmless text in this style, for a terminal that shows it. */
    public String paint(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** Whether a stream of this process is a terminal that may be coloured; see no-color.org. */
    public static boolean wanted(int stream, Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb")
                && isTerminal(stream);
    }

    /** Whether a stream of this process is a terminal. What System.console() tells differs between JDKs, and is of both streams at once. */
    public static boolean isTerminal(int stream) {
        Path link = Path.of(File.separator, "proc", "self", "fd", Integer.toString(stream));
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }
}
