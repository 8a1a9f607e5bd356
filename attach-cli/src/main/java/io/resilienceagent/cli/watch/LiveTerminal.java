package io.resilienceagent.cli.watch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The terminal while it is drawn upon: keys come one by one and are not shown, the cursor is away, and what stood there before comes
 * back in the end, however that comes, but for a kill -9. The only class that knows JLine, which is loaded with it.
 */
final class LiveTerminal implements AutoCloseable {
    /** No key. */
    static final int NONE = -2;

    /** Ctrl-C, as a key or as a signal. */
    static final int INTERRUPT = 3;

    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;
    private static final int END = -1;
    private static final int END_OF_TRANSMISSION = 4;
    private static final long REST_OF_SEQUENCE = 50;
    private static final String BEGIN = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String OVER = "\u001b[0m\u001b[?25h\u001b[?1049l";
    private static final char BAR = '▁';

    /** Neither opens classes of the JDK nor loads a library: commands of the system do all. */
    private static final String PIPES = "org.jline.terminal.exec.redirectPipeCreationMode";

    private final Terminal terminal;
    private final Attributes before;
    private final NonBlockingReader keys;
    private final Charset charset;
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Thread hook = new Thread(this::leave, "resilience-terminal");
    private volatile boolean resized;
    private volatile boolean interrupted;
    private int width;
    private int height;
    private boolean left;

    private LiveTerminal(Terminal terminal) throws IOException {
        this.terminal = terminal;
        this.before = terminal.getAttributes();
        this.keys = terminal.reader();
        this.charset = Charset.defaultCharset();
        terminal.handle(Terminal.Signal.WINCH, signal -> resized = true);
        // Raw, the terminal or JLine may keep the signal from the JVM: then it is a key like others.
        terminal.handle(Terminal.Signal.INT, signal -> interrupted = true);
        measure();
        Runtime.getRuntime().addShutdownHook(hook);
        terminal.enterRawMode();
        Attributes now = terminal.getAttributes();
        // A picture that is stopped and left standing would leave the shell a terminal without echo.
        now.setControlChar(ControlChar.VSUSP, 0);
        terminal.setAttributes(now);
        write(BEGIN);
    }

    /** Takes the terminal of this process. */
    static LiveTerminal open() throws IOException {
        if (System.getProperty(PIPES) == null) {
            System.setProperty(PIPES, "reflection");
        }
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .provider("exec")
                .dumb(false)
                .graphemeCluster(false)
                .build();
        try {
            return new LiveTerminal(terminal);
        } catch (IOException | RuntimeException failed) {
            terminal.close();
            throw failed;
        }
    }

    /** Whether its size has changed since this was last asked; then it is known now. */
    boolean resized() {
        if (!resized) {
            return false;
        }
        resized = false;
        measure();
        return true;
    }

    private void measure() {
        Size now = terminal.getSize();
        width = now.getColumns() > 0 ? now.getColumns() : USUAL_WIDTH;
        height = now.getRows() > 0 ? now.getRows() : USUAL_HEIGHT;
    }

    /** How many columns it has. */
    int width() {
        return width;
    }

    /** How many lines it has. */
    int height() {
        return height;
    }

    /** Whether it shows block characters. */
    boolean unicode() {
        return charset.newEncoder().canEncode(BAR);
    }

    /** The next key, {@link #NONE} when none came in so long. The end of the input is the key of quitting. */
    int key(long millis) throws IOException {
        int first = keys.read(millis);
        if (interrupted) {
            return INTERRUPT;
        }
        if (first == END) {
            return END_OF_TRANSMISSION;
        }
        if (first != Controls.ESCAPE) {
            return first;
        }
        int second = keys.read(REST_OF_SEQUENCE);
        if (second < 0) {
            return Controls.ESCAPE;
        }
        int third = second == '[' || second == 'O' ? keys.read(REST_OF_SEQUENCE) : NONE;
        while (third >= '0' && third <= ';') {
            // A longer sequence, as of Page-Up: none that is known here.
            third = keys.read(REST_OF_SEQUENCE);
        }
        return third == 'A' ? Controls.UP : third == 'B' ? Controls.DOWN : NONE;
    }

    /** Draws a picture over the last one. */
    void draw(List<Line> lines, boolean colours, boolean anew) throws IOException {
        StringBuilder picture = new StringBuilder(anew ? "\u001b[2J" : "");
        for (int i = 0; i < lines.size(); i++) {
            // Cleared first: after the last column some terminals would clear that.
            picture.append("\u001b[").append(i + 1).append(";1H\u001b[K");
            picture.append(lines.get(i).painted(colours)).append("\u001b[0m");
        }
        write(picture.toString());
    }

    private synchronized void write(String text) throws IOException {
        if (!left) {
            out.write(text.getBytes(charset));
            out.flush();
        }
    }

    /** What stood there comes back; whatever is drawn after it is not. */
    private synchronized void leave() {
        try {
            write(OVER);
        } catch (IOException gone) {
            // There is no terminal any more.
        }
        left = true;
        try {
            terminal.setAttributes(before);
        } catch (RuntimeException closedAlready) {
            // Closed means restored.
        }
    }

    @Override
    public void close() throws IOException {
        leave();
        terminal.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // Then it has run, or runs.
        }
    }
}
