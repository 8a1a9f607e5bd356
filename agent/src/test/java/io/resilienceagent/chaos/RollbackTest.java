package io.resilienceagent.chaos;

import static io.resilienceagent.chaos.ChaosKit.hang;
import static io.resilienceagent.chaos.ChaosKit.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.policy.JoinPointKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live figures that end an experiment. */
class RollbackTest {
    private static final Duration FAST = Duration.ofMillis(10);

    @TempDir
    private Path directory;

    private ChaosKit kit;
    private Guard tick;

    @BeforeEach
    void start() {
        kit = new ChaosKit(directory);
        tick = kit.engine.point("tick", JoinPointKind.LOOP, -1);
    }

    private void ticks(int count, Duration each) {
        for (int i = 0; i < count; i++) {
            kit.call(tick, each);
        }
    }

    private Optional<EndReason> looked(Experiment experiment) {
        kit.engine.look();
        return experiment.whyEnded();
    }

    @Test
    void aStateEndsIt() throws ChaosRefused {
        Experiment experiment = kit.inject(slow().rollback("state == FATAL", "state == SAFE_MODE"));
        assertEquals(Optional.empty(), looked(experiment));
        kit.state = "SAFE_MODE";
        assertEquals(Optional.of(EndReason.ROLLBACK), looked(experiment));
        assertEquals("state == SAFE_MODE: SAFE_MODE", experiment.detail());
    }

    @Test
    void aConditionOfThePolicyHoldsForAll() throws ChaosRefused {
        kit.policy("{enabled: true, rollback: state == FATAL}");
        Experiment experiment = kit.inject(slow());
        kit.state = "FATAL";
        assertEquals(Optional.of(EndReason.ROLLBACK), looked(experiment));
    }

    @Test
    void slowerThanBeforeEndsIt() throws ChaosRefused {
        ChaosRefused early =
                assertThrows(ChaosRefused.class, () -> kit.inject(hang().rollback("p95 > baseline * 1.15")));
        assertTrue(early.getMessage().contains("no baseline yet"), early.getMessage());
        ticks(100, FAST);
        Experiment experiment = kit.inject(hang().percent("0").rollback("p95 > baseline * 1.15"));
        ticks(30, Duration.ofMillis(11));
        assertEquals(Optional.empty(), looked(experiment));
        ticks(30, Duration.ofMillis(12));
        assertEquals(Optional.of(EndReason.ROLLBACK), looked(experiment));
        assertEquals("p95 > baseline * 1.15: 12.0, baseline 10.0", experiment.detail());
    }

    @Test
    void oneSlowCallOfAFewIsNoP95() throws ChaosRefused {
        Experiment experiment = kit.inject(hang().percent("0").rollback("p95 > 20"));
        ticks(4, Duration.ofMillis(50));
        assertEquals(Optional.empty(), looked(experiment));
        ticks(1, Duration.ofMillis(50));
        assertEquals(Optional.of(EndReason.ROLLBACK), looked(experiment));
    }

    @Test
    void whatWasBeforeTheBeginCountsForTheBaselineAlone() throws ChaosRefused {
        ticks(50, Duration.ofMillis(500));
        Experiment experiment = kit.inject(hang().percent("0").rollback("p95 > 100", "deadline_miss > 2"));
        ticks(50, FAST);
        assertEquals(Optional.empty(), looked(experiment));
    }

    @Test
    void ticksThatTakeLongerThanTheyMayEndIt() throws ChaosRefused {
        Experiment experiment = kit.inject(hang().percent("0").rollback("deadline_miss > 2"));
        ticks(49, FAST);
        ticks(1, Duration.ofMillis(101));
        assertEquals(Optional.empty(), looked(experiment));
        ticks(1, Duration.ofMillis(101));
        assertEquals(Optional.of(EndReason.ROLLBACK), looked(experiment));
    }

    @Test
    void aTickThatHangsIsAllThoseThatWouldHaveCome() throws ChaosRefused {
        Experiment experiment = kit.inject(hang().rollback("deadline_miss > 50"));
        ticks(3, FAST);
        Object permit = tick.before(GuardKit.call());
        kit.now += Duration.ofMillis(350).toNanos();
        assertEquals(Optional.empty(), looked(experiment));
        kit.now += Duration.ofMillis(50).toNanos();
        assertEquals(Optional.of(EndReason.ROLLBACK), looked(experiment));
        tick.after(GuardKit.returned(GuardKit.call(), null), permit);
    }

    @Test
    void errorsSinceItsBeginEndIt() throws ChaosRefused {
        Guard place = kit.point();
        kit.call(place, FAST, new IOException("before"), "BTC");
        Experiment experiment = kit.inject(slow().percent("0").rollback("errors > 2"));
        for (int i = 0; i < 2; i++) {
            kit.call(place, FAST, new IOException("lost"), "BTC");
        }
        kit.call(tick, FAST, new IOException("elsewhere"));
        assertEquals(Optional.empty(), looked(experiment));
        kit.call(place, FAST, new IOException("lost"), "BTC");
        assertEquals(Optional.of(EndReason.ROLLBACK), looked(experiment));
    }
}
