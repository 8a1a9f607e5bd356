package io.resilienceagent.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.json.JsonText;
import java.io.PrintWriter;
import java.util.Map;

/** Where a command writes: answers to the standard output, all else to the standard error. */
public final class Screen {
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;
    private static final int NARROWEST = 60;
    private static final int USUAL = 80;
    private static final int WIDEST = 200;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean colours;
    private final boolean live;
    private final int width;

    /**
     * @param json whether the command was asked for JSON
     * @param colours whether the output may be coloured
     * @param live whether a line of the error stream may be written over again and again
     * @param width how many characters a line has
     */
    public Screen(PrintWriter out, PrintWriter err, boolean json, boolean colours, boolean live, int width) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.colours = colours;
        this.live = live;
        this.width = width;
    }

    /** The screen of this process. */
    public static Screen of(PrintWriter out, PrintWriter err, boolean json) {
        Map<String, String> environment = System.getenv();
        boolean live = !json
                && Style.isTerminal(STANDARD_ERROR)
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Screen(
                out,
                err,
                json,
                !json && Style.wanted(STANDARD_OUTPUT, environment),
                live,
                width(environment.getOrDefault("COLUMNS", "")));
    }

    private static int width(String columns) {
        return columns.matches("[1-9][0-9]{0,3}")
                ? Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(columns)))
                : USUAL;
    }

    /** Whether answers are JSON. */
    public boolean json() {
        return json;
    }

    /** How many characters a line has. */
    public int width() {
        return width;
    }

    /** A line that is ours: whatever came from elsewhere in it went through {@link Harmless} or {@link #paint}. */
    public void line(String text) {
        out.println(text.stripTrailing());
        out.flush();
    }

    /** A text of any origin in colour, or as it is where there are none. */
    public String paint(Style style, String text) {
        String harmless = Harmless.text(text);
        return colours && !harmless.isEmpty() ? style.paint(harmless) : harmless;
    }

    /** The answer as JSON, whatever was asked for. */
    public void json(JsonNode answer) {
        out.println(JsonText.forTerminal(answer, true));
        out.flush();
    }

    /** One of several answers: JSON on a line of its own. */
    public void jsonLine(JsonNode event) {
        out.println(JsonText.forTerminal(event, false));
        out.flush();
    }

    /** Something to know beside the answer. */
    public void note(String text) {
        err.println(Harmless.text(text));
        err.flush();
    }

    /** How far it is: written over at the next call. Where the error stream is no terminal nothing is shown. */
    public void progress(String text) {
        if (live) {
            String line = Harmless.text(text);
            err.print("\r\u001b[K" + line.substring(0, Math.min(line.length(), width - 1)));
            err.flush();
        }
    }

    /** Takes the line of {@link #progress} away. */
    public void progressOver() {
        if (live) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
