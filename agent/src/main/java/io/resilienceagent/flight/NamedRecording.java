package io.resilienceagent.flight;

import io.resilienceagent.guard.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Configuration;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * One recording that somebody asked for, beside the agent's own. Of a type of its own, so that a JVM without a recorder
 * can load what uses it. For one thread at a time.
 */
final class NamedRecording {
    /** Kinds that hold command lines and environments, where people have their keys. */
    private static final List<String> TELLTALE = List.of(
            "jdk.InitialEnvironmentVariable",
            "jdk.InitialSystemProperty",
            "jdk.JVMInformation",
            "jdk.ProcessStart",
            "jdk.SystemProcess");

    private static final String PROFILE = "profile";

    private final RecordingTerms terms;
    private final Recording recording;
    private final Path file;
    private final Ticker ticker;
    private final Instant since = Instant.now();
    private final long begun;

    private NamedRecording(RecordingTerms terms, Recording recording, Path file, Ticker ticker) {
        this.terms = terms;
        this.recording = recording;
        this.file = file;
        this.ticker = ticker;
        this.begun = ticker.nanos();
    }

    /** Throws something where this JVM has no recorder, or has it switched off. */
    static void needRecorder() {
        if (!FlightRecorder.isAvailable()) {
            throw new IllegalStateException("it is switched off");
        }
    }

    /**
     * Begins it.
     *
     * @param file where it goes in the end, and when the process ends before that; there already, and empty
     */
    static NamedRecording begin(RecordingTerms terms, Path file, Ticker ticker) throws IOException, ParseException {
        Recording recording = new Recording(Configuration.getConfiguration(terms.settings()));
        try {
            TELLTALE.forEach(recording::disable);
            if (terms.settings().equals(PROFILE)) {
                recording.enable(LoopTick.class);
            }
            recording.setName("resilience-" + terms.name());
            recording.setToDisk(true);
            recording.setMaxAge(terms.keepAge());
            recording.setMaxSize(terms.keepBytes());
            recording.setDestination(file);
            recording.setDumpOnExit(true);
            recording.start();
            return new NamedRecording(terms, recording, file, ticker);
        } catch (Throwable halfway) {
            recording.close();
            throw halfway;
        }
    }

    RecordingStatus status() {
        Optional<Duration> left = terms.lasts().map(lasts -> Duration.ofNanos(Math.max(0, leftNanos(lasts))));
        return new RecordingStatus(terms, running(), since, left, recording.getSize(), file);
    }

    private long leftNanos(Duration lasts) {
        return lasts.toNanos() - (ticker.nanos() - begun);
    }

    /** Whether its time is over. */
    boolean isOver() {
        return terms.lasts().map(lasts -> leftNanos(lasts) <= 0).orElse(false);
    }

    boolean running() {
        return recording.getState() == RecordingState.RUNNING;
    }

    /** Records no more; what it has stays until it is closed. */
    void stop() throws IOException {
        if (running()) {
            // Else the recorder itself would write it down now, and keep to itself what fails.
            recording.setDumpOnExit(false);
            recording.setDestination(null);
            recording.stop();
        }
    }

    /** Writes down what it has by now; the file is there already, and empty. */
    long write(Path into) throws IOException {
        recording.dump(into);
        return Files.size(into);
    }

    /** Gives back all that it has. */
    void close() {
        recording.close();
    }
}
