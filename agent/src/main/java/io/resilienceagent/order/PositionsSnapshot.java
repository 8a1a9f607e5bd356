package io.resilienceagent.order;

import io.resilienceagent.guard.Events;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The file {@code positions_snapshot.json} that the bot, or a tool beside it, writes: a flat object of asset and
 * quantity; {@code {}} means that nothing is held. Counts as an observation made when the file was last written.
 * For one thread: the house polls it from its own.
 */
public final class PositionsSnapshot {
    private static final long CLOCK_TOLERANCE_MILLIS = 2000;

    private final Path file;
    private final Function<Path, Map<String, BigDecimal>> reader;
    private final Positions positions;
    private final OrderTime time;
    private final Events events;
    private final Instant notBefore;
    private Instant lastRead = Instant.MIN;

    /**
     * @param reader parses the file; throws an unchecked exception for one that is not a flat object of numbers
     * @param notBefore when an earlier process last wrote an order down ({@link OrderBook#lastOrderBeforeStart}): a
     *     snapshot older than that may still hold what that order sold
     */
    public PositionsSnapshot(
            Path file,
            Function<Path, Map<String, BigDecimal>> reader,
            Positions positions,
            OrderTime time,
            Events events,
            Optional<Instant> notBefore) {
        this.file = file;
        this.reader = reader;
        this.positions = positions;
        this.time = time;
        this.events = events;
        this.notBefore = notBefore.orElse(Instant.MIN);
    }

    /** Reads the file if it was written since the last time. Failures are told, and leave the positions as they were. */
    public void refresh() {
        try {
            // Asked a dozen times a second and mostly not there: the other way to ask makes an exception for that.
            if (!file.toFile().exists()) {
                return;
            }
            Instant written = Files.getLastModifiedTime(file).toInstant();
            if (written.equals(lastRead)) {
                return;
            }
            Map<String, BigDecimal> held = reader.apply(file);
            if (!Files.getLastModifiedTime(file).toInstant().equals(written)) {
                return; // written while it was read: the next round sees it whole
            }
            lastRead = written;
            take(held, written);
        } catch (IOException | RuntimeException e) {
            events.failure("POSITIONS_SNAPSHOT_ERROR", file.toString(), e);
        }
    }

    /** Whether somebody writes the file. */
    public boolean isKept() {
        return !lastRead.equals(Instant.MIN);
    }

    private void take(Map<String, BigDecimal> held, Instant written) {
        long ageMillis = time.wall().millis() - written.toEpochMilli();
        if (ageMillis < -CLOCK_TOLERANCE_MILLIS) {
            events.notice("SNAPSHOT_IGNORED", "file=" + file + " written=" + written + " why=in_the_future");
        } else if (!written.isAfter(notBefore)) {
            events.notice("SNAPSHOT_IGNORED", "file=" + file + " written=" + written + " why=older_than_last_order");
        } else {
            long age = TimeUnit.MILLISECONDS.toNanos(Math.max(0, ageMillis));
            positions.observeSnapshot(held, time.nanos() - age);
        }
    }
}
