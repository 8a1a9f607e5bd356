package io.resilienceagent.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code STATE/safe_mode}, by which a person switches the safe mode on and off without any tool: there is one,
 * it is on; its first line says why. For one thread: the house polls it.
 */
public final class ControlFile {
    private static final String BY = "file";
    private static final String NO_REASON = "none given";
    private static final int MOST_BYTES = 1024;

    private final Path file;
    private final StateMachine machine;
    private String reason = NO_REASON;
    /** True before the first look: what an earlier process was told by a file that is gone must be taken back. */
    private boolean on = true;

    private boolean read;

    /** @param directory the agent's directory */
    public ControlFile(Path directory, StateMachine machine) {
        this.file = directory.resolve("safe_mode");
        this.machine = machine;
    }

    /** Sees whether the file is there, and switches what is to be switched. Never throws. */
    public void look() {
        // Asked a dozen times a second and mostly not there: the other way to ask makes an exception for that.
        if (file.toFile().exists()) {
            // A shell makes the file first and writes into it then: until there is a reason it is looked for again.
            if (!read || reason.equals(NO_REASON)) {
                on = true;
                read = true;
                reason = firstLine();
                machine.manual(true, BY, reason);
            }
        } else if (on && Files.notExists(file)) {
            on = false;
            read = false;
            machine.manual(false, BY, "file removed");
        }
        // Else nobody can tell, since the disk or a right is gone: what was known last stays.
    }

    private String firstLine() {
        if (!Files.isRegularFile(file)) {
            return "not a regular file";
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            String line = OneLine.of(text.lines().findFirst().orElse(""));
            return line.isEmpty() ? NO_REASON : line;
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }
}
