package io.resilienceagent.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.guard.OwnerOnly;
import io.resilienceagent.incident.EventLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code STATE/state.json} and its last good copy {@code STATE/state.good.json}, which holds the same. Nothing here
 * throws when the disk is what is wrong: a state that cannot be read is told, laid aside as
 * {@code state.json.invalid}, and replaced by the copy; where that is no better, by an empty answer with the problem.
 * Not thread-safe; {@link StateKeeper} is.
 */
public final class StateFile {
    private static final int MOST_BYTES = 64 << 10;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final Path file;
    private final Path copy;
    private final Path alert;
    private final EventLog log;

    /** @param directory the agent's directory, which is there */
    public StateFile(Path directory, EventLog log) {
        this.file = directory.resolve("state.json");
        this.copy = directory.resolve("state.good.json");
        this.alert = directory.resolve("alerts").resolve("state_invalid.json");
        this.log = log;
    }

    /** What one of the two files has: a standing, or why not; neither where there is no such file. */
    private record Found(Standing standing, String problem) {
        boolean absent() {
            return standing == null && problem.isEmpty();
        }
    }

    /** How things stood when the last process ended. Whatever is wrong is told here, once. */
    public Restored read() {
        Found first = read(file);
        if (first.standing != null) {
            return notFromTheFuture(first.standing);
        }
        Found second = read(copy);
        if (first.absent() && second.absent()) {
            return new Restored(Optional.empty(), Optional.empty());
        }
        String problem = first.absent() ? "it is gone, and its copy is there" : first.problem;
        String used = "its last good copy";
        if (second.standing == null) {
            used = "SAFE_MODE, since nobody can tell what the state was";
            problem += second.absent() ? "; it has no copy" : "; its copy: " + second.problem;
        }
        layAside();
        tell(problem, used);
        return new Restored(
                Optional.ofNullable(second.standing).map(standing -> clamped(standing, Instant.now())),
                Optional.of(problem));
    }

    private static Found read(Path from) {
        try {
            return new Found(StateJson.read(SwappedFile.read(from, MOST_BYTES)), "");
        } catch (NoSuchFileException absent) {
            return new Found(null, "");
        } catch (IOException | RuntimeException unreadable) {
            return new Found(null, OneLine.of(String.valueOf(unreadable.getMessage())));
        }
    }

    /** The wall clock decides nothing here: a state of tomorrow is a state all the same, but a person should look. */
    private Restored notFromTheFuture(Standing standing) {
        Instant now = Instant.now();
        if (!standing.since().isAfter(now.plus(CLOCK_TOLERANCE))) {
            return new Restored(Optional.of(clamped(standing, now)), Optional.empty());
        }
        String problem = "since: found " + standing.since() + ", which is yet to come; was the clock set back?";
        tell(problem, "the state that it has");
        return new Restored(Optional.of(clamped(standing, now)), Optional.of(problem));
    }

    private static Standing clamped(Standing standing, Instant now) {
        return standing.since().isAfter(now) ? standing.since(now) : standing;
    }

    /** Kept for a person to look at, and out of the way of the next version. */
    private void layAside() {
        try {
            Files.move(file, file.resolveSibling("state.json.invalid"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException gone) {
            log.notice("STATE_FILE_STAYS", "file=" + file + " why=\"" + gone + '"');
        }
    }

    private void tell(String problem, String used) {
        log.critical("STATE_FILE_INVALID", "file=" + file + " problem=\"" + problem + "\" used=\"" + used + '"');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
                json.writeStartObject();
                json.writeStringField("time", Instant.now().toString());
                json.writeStringField("file", file.toString());
                json.writeStringField("problem", problem);
                json.writeStringField("used", used);
                json.writeEndObject();
            }
            OwnerOnly.directory(alert.getParent());
            SwappedFile.write(alert, bytes.toByteArray());
        } catch (IOException unwritten) {
            log.failure("ALERT_ERROR", alert.toString(), unwritten);
        }
    }

    /**
     * Writes how things stand, into the file and then into its copy.
     *
     * @throws IOException when one of them could not be written; the other one was, if it could
     */
    void write(Standing standing) throws IOException {
        byte[] bytes = StateJson.write(standing);
        IOException failure = null;
        for (Path target : new Path[] {file, copy}) {
            try {
                SwappedFile.write(target, bytes);
            } catch (IOException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    Path path() {
        return file;
    }
}
