package io.resilienceagent.flight;

import io.resilienceagent.cause.Witness;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * The JVM's flight recorder in the agent's service: a witness of what threads do, and a recording of the last minutes.
 * A JVM without it is told of once, and the agent works with less evidence. Thread-safe; never throws but as said.
 *
 * <p>The JVM ends itself when the recorder's disk is full. So the recorder works only while there is room: it stops
 * below {@value #LEAST_ROOM} bytes, and goes on at twice that.
 */
public final class FlightRecording implements AutoCloseable {
    /** In bytes: several chunks of the recorder's, and time enough to look again before others have filled the disk. */
    static final long LEAST_ROOM = 256L << 20;

    private static final Set<StandardOpenOption> HOW = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private final Path repository;
    private final Consumer<Class<?>> open;
    private final ToLongFunction<Path> room;
    private final Events events;
    private final FlightWitness witness = new FlightWitness(Instant::now);
    private boolean wanted;
    private boolean stoppedForRoom;
    private boolean record;
    private Duration age = Duration.ofMinutes(5);
    private long bytes;
    /** Of a type of its own, so that a JVM without a recorder can load this class. Null while stopped. */
    private FlightSession session;

    /**
     * Starts nothing yet.
     *
     * @param repository the directory for the recorder's own files; made when needed, and cleaned of leftovers
     * @param open opens the package of a class to the agent
     * @param events is told what fails, and when the recorder stops and goes on
     */
    public FlightRecording(Path repository, Consumer<Class<?>> open, Events events) {
        this(repository, open, FlightRecording::usable, events);
    }

    FlightRecording(Path repository, Consumer<Class<?>> open, ToLongFunction<Path> room, Events events) {
        this.repository = repository;
        this.open = open;
        this.room = room;
        this.events = events;
    }

    /** What the recorder tells of threads; silent until it is started. */
    public Witness witness() {
        return witness;
    }

    /**
     * Starts the recorder, or starts it anew with other bounds; one that was started with these goes on. Takes up to a second of processor time the first
     * time in a JVM, so it is called after the host's start, on a thread of the agent's.
     *
     * @param recording whether a recording runs beside the witness
     * @param keepAge how much of the past it holds, as far as the bytes suffice
     * @param keepBytes how many bytes on the disk it takes, but for the chunk that is being written
     */
    public synchronized void start(boolean recording, Duration keepAge, long keepBytes) {
        if (wanted && record == recording && age.equals(keepAge) && bytes == keepBytes) {
            return;
        }
        stop();
        wanted = true;
        record = recording;
        age = keepAge;
        bytes = keepBytes;
        begin(LEAST_ROOM);
    }

    /** Looks whether there is still room on the disk, or again. To be called every second. */
    public synchronized void look() {
        if (session == null) {
            begin(2 * LEAST_ROOM);
        } else if (room.applyAsLong(FlightRepository.actual(repository)) < LEAST_ROOM) {
            stop();
            tellNoRoom();
        }
    }

    private void begin(long needed) {
        if (!wanted) {
            return;
        }
        try {
            if (room.applyAsLong(repository.toAbsolutePath().getParent()) < needed) {
                tellNoRoom();
                return;
            }
            FlightRepository.place(repository, open);
            session = FlightSession.begin(witness, record, age, bytes, this::streamFailed);
            if (stoppedForRoom) {
                stoppedForRoom = false;
                events.notice("FLIGHT_RECORDING_GOES_ON", "repository=" + repository);
            }
        } catch (Throwable missing) {
            // For good: what cannot be had now cannot be had in a second either; but memory can.
            wanted = !MissingRecorder.tell(missing, events);
        }
    }

    private void tellNoRoom() {
        if (!stoppedForRoom) {
            stoppedForRoom = true;
            events.notice("FLIGHT_RECORDING_STOPPED", "reason=\"the disk of " + repository + " is nearly full\"");
        }
    }

    private void streamFailed(Throwable failure) {
        events.failure("FLIGHT_STREAM_ERROR", "flight", failure);
    }

    /**
     * Writes down what was recorded, for the owner only; takes about as long as the disk takes to copy it.
     *
     * @return false when no recording runs
     * @throws IOException when the disk does not take it
     */
    public synchronized boolean dump(Path file) throws IOException {
        if (session == null) {
            return false;
        }
        OwnerOnly.file(file, HOW).close();
        return session.dump(file);
    }

    /** As {@link #dump}, into a file that is there already; answers how long it is. */
    synchronized long dumped(Path file) throws IOException {
        if (!running() || !session.dump(file)) {
            throw new IllegalStateException("the recording was stopped meanwhile");
        }
        return Files.size(file);
    }

    /** Whether a recording runs just now, not only the witness. */
    synchronized boolean records() {
        return session != null && record;
    }

    /** Whether the recorder works for the agent just now. */
    public synchronized boolean running() {
        return session != null;
    }

    /** Has the recorder keep its files in the agent's directory, unless it is at work already. */
    void place() throws IOException, ReflectiveOperationException {
        FlightRepository.place(repository, open);
    }

    /** How many bytes the recorder's disk has left. */
    long roomLeft() {
        return room.applyAsLong(FlightRepository.actual(repository));
    }

    private void stop() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /** Stops the recorder, as far as it works for the agent. */
    @Override
    public synchronized void close() {
        wanted = false;
        stop();
    }

    private static long usable(Path directory) {
        Path there = directory;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there == null ? Long.MAX_VALUE : Files.getFileStore(there).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }
}
