package io.resilienceagent.flight;

import io.resilienceagent.guard.ThreadEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingStream;

/** The flight recorder at work for the agent: a stream for the witness and, if wanted, a recording. */
final class FlightSession implements AutoCloseable {
    private static final Duration STREAM_AGE = Duration.ofSeconds(10);
    private static final long STREAM_BYTES = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RecordingStream stream;
    /** Null when none is wanted. */
    private final Recording recording;

    private volatile Thread reader;
    private volatile boolean closed;

    private FlightSession(RecordingStream stream, Recording recording) {
        this.stream = stream;
        this.recording = recording;
    }

    /**
     * Begins both; takes up to a second of processor time in a JVM that has not recorded yet.
     *
     * @param failed is told what ends the stream before its time
     */
    static FlightSession begin(
            FlightWitness witness, boolean record, Duration age, long bytes, Consumer<Throwable> failed) {
        if (!FlightRecorder.isAvailable()) {
            throw new IllegalStateException("the flight recorder of this JVM is switched off");
        }
        Recording recording = record ? new Recording(FlightSettings.all()) : null;
        try {
            if (record) {
                recording.setName("resilience");
                recording.setToDisk(true);
                recording.setMaxAge(age);
                recording.setMaxSize(bytes);
                recording.start();
            }
            return stream(witness, recording, failed);
        } catch (Throwable halfway) {
            if (record) {
                recording.close();
            }
            throw halfway;
        }
    }

    private static FlightSession stream(FlightWitness witness, Recording recording, Consumer<Throwable> failed) {
        RecordingStream stream = new RecordingStream();
        try {
            stream.setSettings(FlightSettings.all());
            stream.setMaxAge(STREAM_AGE);
            stream.setMaxSize(STREAM_BYTES);
            stream.setReuse(true);
            stream.setOrdered(false);
            stream.onError(failed);
            new EventReader(witness).listenTo(stream);
            FlightSession session = new FlightSession(stream, recording);
            Thread reader = new Thread(null, () -> session.read(failed), "resilience-flight", 0, false);
            reader.setDaemon(true);
            reader.setContextClassLoader(null);
            session.reader = reader;
            reader.start();
            return session;
        } catch (Throwable halfway) {
            stream.close();
            throw halfway;
        }
    }

    /** Until it is closed; that may come before it has begun, which the recorder takes for a mistake. */
    private void read(Consumer<Throwable> failed) {
        try {
            stream.start();
        } catch (Throwable broken) {
            if (!closed) {
                failed.accept(broken);
            }
        }
    }

    /** Writes the recording down as it is by now; false when none runs. */
    boolean dump(Path file) throws IOException {
        if (recording == null) {
            return false;
        }
        recording.dump(file);
        return true;
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
        if (recording != null) {
            recording.close();
        }
        ThreadEnd.within(PATIENCE, reader);
    }
}
