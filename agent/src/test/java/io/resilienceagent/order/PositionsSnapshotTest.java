package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.order.Positions.Claim;
import io.resilienceagent.order.Positions.Reservation;
import io.resilienceagent.order.Positions.Shortage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionsSnapshotTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private final Positions positions = new Positions(time.orders());
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("positions_snapshot.json");
    }

    private PositionsSnapshot snapshot(Optional<Instant> lastOrder) {
        return new PositionsSnapshot(
                file,
                path -> path.toFile().length() == 2 ? Map.of() : Map.of("BTC", BigDecimal.ONE),
                positions,
                time.orders(),
                events,
                lastOrder);
    }

    private void write(String text, Duration age) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(
                file, FileTime.from(time.orders().wall().instant().minus(age)));
    }

    private Claim claim() {
        return positions.claim("BTC", BigDecimal.ONE, MINUTE, HOUR);
    }

    private String shortage() {
        return assertInstanceOf(Shortage.class, claim()).code();
    }

    @Test
    void countsUntilItIsTooOld() throws IOException {
        snapshot(Optional.empty()).refresh();
        assertEquals("STALE_POSITION", shortage());
        write("{\"BTC\":1}", Duration.ofMinutes(30));
        snapshot(Optional.empty()).refresh();
        assertInstanceOf(Reservation.class, claim());
        time.pass(Duration.ofMinutes(30));
        assertEquals("STALE_POSITION", shortage());
    }

    @Test
    void anEmptyObjectMeansThatNothingIsHeld() throws IOException {
        write("{}", Duration.ZERO);
        snapshot(Optional.empty()).refresh();
        assertEquals("SKIP_NO_POSITION", shortage());
    }

    @Test
    void aLaterAnswerOfTheExchangeWins() throws IOException {
        positions.observe(Map.of("BTC", BigDecimal.ZERO), time.nanos());
        write("{\"BTC\":1}", Duration.ofSeconds(1));
        snapshot(Optional.empty()).refresh();
        assertEquals("SKIP_NO_POSITION", shortage());
    }

    @Test
    void oneFromBeforeTheLastOrderOrFromTheFutureIsIgnored() throws IOException {
        Instant lastOrder = time.orders().wall().instant().minusSeconds(10);
        PositionsSnapshot snapshot = snapshot(Optional.of(lastOrder));
        write("{\"BTC\":1}", Duration.ofSeconds(10));
        snapshot.refresh();
        write("{\"BTC\":1}", Duration.ofMinutes(-1));
        snapshot.refresh();
        assertEquals("STALE_POSITION", shortage());
        assertEquals(2, events.notices.size());
        write("{\"BTC\":1}", Duration.ofSeconds(9));
        snapshot.refresh();
        assertInstanceOf(Reservation.class, claim());
    }

    @Test
    void aBrokenFileIsTold() throws IOException {
        write("{", Duration.ZERO);
        new PositionsSnapshot(
                        file,
                        path -> {
                            throw new IllegalArgumentException("not JSON");
                        },
                        positions,
                        time.orders(),
                        events,
                        Optional.empty())
                .refresh();
        assertTrue(events.failures.get(0).contains("not JSON"));
        assertEquals("STALE_POSITION", shortage());
    }
}
