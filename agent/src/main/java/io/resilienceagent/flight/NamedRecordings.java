package io.resilienceagent.flight;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Ticker;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The recordings that people ask for, beside the agent's own: each has a name, bounds, and in the end a file. Like the
 * agent's own they run only while there is room on the disk, for the JVM ends itself when there is none. Thread-safe;
 * waits for the disk, so it is called on threads of the agent that may.
 */
public final class NamedRecordings implements AutoCloseable {
    /** How many may run at once. */
    static final int MOST = 4;

    private final FlightRecording continuous;
    private final RecordingFiles files;
    private final Ticker ticker;
    private final Events events;
    private final Map<String, NamedRecording> open = new LinkedHashMap<>();
    private volatile boolean any;

    /**
     * Starts nothing.
     *
     * @param directory where they are written down, made when it is needed
     * @param continuous the agent's own, which knows the disk
     * @param events is told what begins, ends and fails
     */
    public NamedRecordings(Path directory, FlightRecording continuous, Ticker ticker, Events events) {
        this.continuous = continuous;
        this.files = new RecordingFiles(directory, events);
        this.ticker = ticker;
        this.events = events;
    }

    /** Begins one; takes up to a second of processor time the first time in a JVM. */
    public synchronized RecordingStatus start(RecordingTerms terms) throws RecordingRefused {
        admit(terms);
        Path file = reserve(terms.name());
        try {
            NamedRecording.needRecorder();
            continuous.place();
            NamedRecording begun = NamedRecording.begin(terms, file, ticker);
            open.put(terms.name(), begun);
            any = true;
            events.notice("RECORDING_STARTED", "name=" + terms.name() + " settings=" + terms.settings());
            return begun.status();
        } catch (NoSuchFileException unknown) {
            throw released(
                    file,
                    new RecordingRefused(
                            "NO_RECORDING_SETTINGS",
                            "this JVM's runtime lacks the settings '" + terms.settings() + "' of the flight recorder",
                            "run the bot on a whole JDK, which has them in lib/jfr"));
        } catch (IOException | ParseException broken) {
            throw released(file, unwritten(broken));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException missing) {
            throw released(
                    file,
                    new RecordingRefused(
                            "NO_FLIGHT_RECORDER",
                            "this JVM has no flight recorder at work: " + missing,
                            "run the bot on a JVM with the module jdk.jfr, and without -XX:-FlightRecorder"));
        }
    }

    private RecordingRefused released(Path file, RecordingRefused refused) {
        files.release(file);
        return refused;
    }

    private void admit(RecordingTerms terms) throws RecordingRefused {
        if (!RecordingTerms.isName(terms.name())) {
            throw new RecordingRefused(
                    "BAD_REQUEST",
                    "name: found '" + terms.name() + "', expected up to 40 of a-z, 0-9 and -, and not "
                            + RecordingTerms.CONTINUOUS,
                    "choose another name");
        }
        if (open.containsKey(terms.name())) {
            throw new RecordingRefused(
                    "ALREADY_RECORDING",
                    "a recording with the name '" + terms.name() + "' is there already",
                    "choose another name, or end that one first");
        }
        if (open.size() >= MOST) {
            throw new RecordingRefused(
                    "TOO_MANY_RECORDINGS", "there are " + open.size() + " recordings: " + open.keySet(), "end one");
        }
        needRoom(FlightRecording.LEAST_ROOM);
    }

    private void needRoom(long bytes) throws RecordingRefused {
        long room = continuous.roomLeft();
        if (room < bytes) {
            throw new RecordingRefused(
                    "NO_ROOM",
                    "the disk of the agent's directory has " + (room >> 20) + " MB left, and " + (bytes >> 20)
                            + " MB are needed",
                    "make room: without any the JVM itself would end");
        }
    }

    private Path reserve(String name) throws RecordingRefused {
        try {
            return files.reserve(name, Instant.now());
        } catch (IOException refused) {
            throw unwritten(refused);
        }
    }

    private static RecordingRefused unwritten(Exception why) {
        return new RecordingRefused(
                "RECORDING_UNWRITTEN",
                "the recording is not on the disk: " + why,
                "look at the disk of the agent's directory");
    }

    /**
     * Ends one and writes it down. What the disk does not take is kept, and can be asked for again.
     *
     * @param name which; where there is but one it need not be told
     */
    public synchronized WrittenRecording stop(Optional<String> name) throws RecordingRefused {
        return finish(find(name));
    }

    private WrittenRecording finish(NamedRecording ending) throws RecordingRefused {
        RecordingStatus status = ending.status();
        try {
            ending.stop();
            needRoom(status.bytes());
            WrittenRecording written =
                    new WrittenRecording(status.terms().name(), status.file(), ending.write(status.file()));
            forget(ending);
            tell(written);
            return written;
        } catch (IOException | IllegalStateException refused) {
            throw unwritten(refused);
        }
    }

    private void forget(NamedRecording ended) {
        open.values().remove(ended);
        any = !open.isEmpty();
        ended.close();
    }

    private void tell(WrittenRecording written) {
        files.prune(inUse(written.file()));
        events.notice(
                "RECORDING_WRITTEN",
                "name=" + written.name() + " bytes=" + written.bytes() + " file=" + written.file());
    }

    private Set<Path> inUse(Path newest) {
        Set<Path> inUse = open.values().stream().map(one -> one.status().file()).collect(Collectors.toSet());
        inUse.add(newest);
        return inUse;
    }

    private NamedRecording find(Optional<String> name) throws RecordingRefused {
        if (name.isPresent() && open.containsKey(name.get())) {
            return open.get(name.get());
        }
        if (name.isEmpty() && open.size() == 1) {
            return open.values().iterator().next();
        }
        throw new RecordingRefused(
                "NO_SUCH_RECORDING",
                name.isPresent()
                        ? "no recording has the name '" + name.get() + "'"
                        : open.isEmpty() ? "nobody has begun a recording" : "there are several recordings",
                open.isEmpty() ? "begin one: resilience record start BOT" : "there are " + open.keySet());
    }

    /**
     * Writes down what is recorded by now; the recording goes on.
     *
     * @param name which; without it the agent's own
     */
    public synchronized WrittenRecording dump(Optional<String> name) throws RecordingRefused {
        NamedRecording of = name.isPresent() ? find(name) : null;
        if (of == null && !continuous.records()) {
            throw new RecordingRefused(
                    "NOT_RECORDING",
                    "the agent keeps no recording just now: it does once a loop of the policy was met, while the disk has room",
                    "begin one: resilience record start BOT");
        }
        needRoom(FlightRecording.LEAST_ROOM + (of == null ? 0 : of.status().bytes()));
        String called =
                of == null ? RecordingTerms.CONTINUOUS : of.status().terms().name();
        Path file = reserve(called);
        try {
            long bytes = of == null ? continuous.dumped(file) : of.write(file);
            WrittenRecording written = new WrittenRecording(called, file, bytes);
            tell(written);
            return written;
        } catch (IOException | IllegalStateException refused) {
            throw released(file, unwritten(refused));
        }
    }

    /** Those that run, or wait to be written down. */
    public synchronized List<RecordingStatus> status() {
        return open.values().stream().map(NamedRecording::status).toList();
    }

    /** Whether there is any; asked often, and waits for nobody. */
    public boolean any() {
        return any;
    }

    /** Ends those whose time is over, and stops all when the disk is nearly full. To be called every second while there is any. */
    public synchronized void look() {
        boolean full = continuous.roomLeft() < FlightRecording.LEAST_ROOM;
        for (NamedRecording one : List.copyOf(open.values())) {
            if (full && one.running()) {
                stopForRoom(one);
            } else if (one.running() && one.isOver()) {
                end(one);
            }
        }
    }

    private void stopForRoom(NamedRecording one) {
        try {
            one.stop();
            events.notice(
                    "RECORDING_STOPPED",
                    "name=" + one.status().terms().name()
                            + " reason=\"the disk is nearly full; make room, then write it down: resilience record stop\"");
        } catch (IOException | IllegalStateException failed) {
            events.failure("RECORDING_ERROR", "stop", failed);
            forget(one);
        }
    }

    private void end(NamedRecording one) {
        try {
            finish(one);
        } catch (RecordingRefused refused) {
            events.notice(
                    "RECORDING_STOPPED",
                    "name=" + one.status().terms().name() + " reason=\"" + refused.getMessage() + '"');
        }
    }

    /** The agent leaves: what runs is written down, as far as the disk takes it. */
    @Override
    public synchronized void close() {
        for (NamedRecording one : new ArrayList<>(open.values())) {
            end(one);
            open.values().remove(one);
            one.close();
        }
        any = false;
    }
}
