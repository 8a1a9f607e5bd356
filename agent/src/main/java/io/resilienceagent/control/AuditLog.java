package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.OwnerOnly;
import io.resilienceagent.guard.Redaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/**
 * The file {@code audit.log}: a line for each change that was asked for, {@code TIME WHO command=... args={...}
 * outcome=...}. The line stands before the change is made and gets its outcome after it, so that a change that ended
 * the process is found, too: its line has no outcome. Bounded: a full file becomes {@code audit.log.1}. For one thread.
 */
final class AuditLog {
    static final long MOST_BYTES = 1L << 20;
    private static final int LONGEST_ARGUMENTS = 2000;
    private static final Set<StandardOpenOption> HOW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final Path file;
    private final long mostBytes;
    private final Events events;
    /** The line that is under way. */
    private String line = "";

    private boolean written;

    /** @param file made with the first change, for its owner only */
    AuditLog(Path file, long mostBytes, Events events) {
        this.file = file;
        this.mostBytes = mostBytes;
        this.events = events;
    }

    /** Writes what is about to be done; false when the disk does not take it. Never throws. */
    boolean begin(String who, String command, Map<String, Object> arguments) {
        line = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + who + " command=" + command + " args="
                + shown(arguments);
        written = false;
        written = append(line, true);
        return written;
    }

    /** Adds what came of it. What the disk did not take is told in the log, whole. Never throws. */
    void end(String outcome) {
        String told = " outcome=" + outcome;
        if (!written || !append(told + '\n', false)) {
            events.notice("AUDIT_UNWRITTEN", line + told);
        }
    }

    private boolean append(String text, boolean begins) {
        try {
            if (begins) {
                rotate();
            }
            try (FileChannel out = OwnerOnly.file(file, HOW)) {
                long end = out.size();
                String lead = begins && end > 0 && !endsWithNewLine(out, end) ? "\n" : "";
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(lead + text);
                try {
                    for (long at = end; bytes.hasRemaining(); ) {
                        at += out.write(bytes, at);
                    }
                } catch (IOException full) {
                    // A part of a line would be taken for a line.
                    out.truncate(end);
                    throw full;
                }
            }
            return true;
        } catch (IOException | RuntimeException refused) {
            events.failure("AUDIT_ERROR", file.toString(), refused);
            return false;
        }
    }

    private static boolean endsWithNewLine(FileChannel file, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return file.read(last, size - 1) == 1 && last.get(0) == '\n';
    }

    private void rotate() throws IOException {
        if (Files.exists(file) && Files.size(file) >= mostBytes) {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String shown(Map<String, Object> arguments) {
        try {
            String json = Finished.object(out -> {
                for (Map.Entry<String, Object> argument : arguments.entrySet()) {
                    out.writeFieldName(argument.getKey());
                    write(out, argument.getValue());
                }
            });
            return Redaction.standard().of(json, LONGEST_ARGUMENTS);
        } catch (IOException inMemory) {
            return "?";
        }
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.writeFieldName(String.valueOf(member.getKey()));
                write(out, member.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                write(out, item);
            }
            out.writeEndArray();
        } else {
            out.writeObject(value);
        }
    }
}
