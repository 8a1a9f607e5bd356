package io.resilienceagent.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A text broken into lines at its blanks. */
public final class Paragraph {
    private Paragraph() {}

    /**
     * The lines of a text of any origin.
     *
     * @param width of a line, indent included; a word that is longer stands on several
     * @param indent of each line
     */
    public static List<String> lines(String text, int width, String indent) {
        int room = Math.max(10, width - indent.length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Harmless.text(text).split(" ", -1)) {
            String rest = word;
            if (line.length() > 0 && line.length() + 1 + rest.length() > room) {
                lines.add(indent + line);
                line.setLength(0);
            }
            while (rest.length() > room) {
                lines.add(indent + rest.substring(0, room));
                rest = rest.substring(room);
            }
            line.append(line.length() > 0 ? " " : "").append(rest);
        }
        lines.add(indent + line);
        return lines;
    }
}
