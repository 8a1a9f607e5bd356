package io.resilienceagent.flight;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A recording that somebody asked for, as it is at a moment.
 *
 * @param terms what was asked for
 * @param running false when it had to be stopped, and waits to be written down
 * @param since when it began
 * @param left how long until it ends by itself; empty where somebody has to end it
 * @param bytes about how much it holds
 * @param file where it will be written down
 */
public record RecordingStatus(
        RecordingTerms terms, boolean running, Instant since, Optional<Duration> left, long bytes, Path file) {}
