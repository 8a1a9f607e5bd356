package io.resilienceagent.chaos;

import static io.resilienceagent.chaos.ChaosKit.fill;
import static io.resilienceagent.chaos.ChaosKit.hang;
import static io.resilienceagent.chaos.ChaosKit.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Experiments on time that is moved by hand: what is admitted, and that they end. */
class ChaosEngineTest extends EngineFixture {
    private String refused(Wanted wanted) {
        ChaosRefused refused = assertThrows(ChaosRefused.class, () -> kit.inject(wanted));
        assertEquals(List.of(), kit.told);
        return refused.code();
    }

    @Test
    void itStrikesFromItsBeginToItsDeadline() throws ChaosRefused {
        assertEquals("000", kit.calls(point, 3));
        Experiment experiment = kit.inject(slow());
        assertTrue(experiment.id().matches("chaos-[0-9a-f]{8}"), experiment.id());
        assertEquals("RUNNING", experiment.state());
        assertEquals("111", kit.calls(point, 3));
        kit.pass(Duration.ofMillis(9_999));
        assertEquals("1", kit.calls(point, 1));
        kit.pass(Duration.ofMillis(1));
        assertEquals("00", kit.calls(point, 2));
        assertEquals("ENDED", experiment.state());
        assertEquals(EndReason.DEADLINE, experiment.whyEnded().orElseThrow());
        assertTrue(experiment.verifiedGone());
        // Its begin, and four calls.
        assertEquals(5, experiment.fired());
        assertEquals(Map.of("slow", 5L), kit.engine.tally().fired());
        assertEquals(Map.of("slow", 1L), kit.engine.tally().begun());
        assertEquals(List.of("began slow", "ended slow deadline"), kit.told);
        assertEquals("end", kit.calls.steps.get(kit.calls.steps.size() - 1));
    }

    /** To wake the JVM's recorder takes longer than to break a bot. */
    @Test
    void whoAskedIsAnsweredBeforeWhatTakesLong() throws ChaosRefused {
        ChaosKit real = new ChaosKit(directory, false);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicBoolean wasAnswered = new AtomicBoolean();
        real.whenUnderWay = () -> wasAnswered.set(released(answered));
        real.inject(slow());
        answered.countDown();
        assertEquals("1", real.calls(real.point(), 1));
        real.engine.close();
        assertTrue(wasAnswered.get());
        assertEquals(List.of("began slow", "ended slow disabled"), real.told);
    }

    private static boolean released(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void theDeadlineHoldsWithoutAnybodyWhoLooks() throws ChaosRefused {
        kit.inject(slow());
        kit.now += Duration.ofSeconds(10).toNanos();
        assertEquals("000", kit.calls(point, 3));
    }

    @Test
    void aDryRunDecidesAndCountsAndTouchesNothing() throws ChaosRefused {
        Experiment dry = kit.inject(slow().dry().percent("50").seed(5).count(40));
        assertEquals("DRY_RUN", dry.state());
        assertFalse(kit.calls(point, 100).contains("1"));
        assertEquals(40, dry.suppressed().get(Suppression.DRY_RUN));
        assertEquals(0, dry.fired());
        kit.engine.look();
        assertEquals(EndReason.COUNT, dry.whyEnded().orElseThrow());
        assertEquals(List.of(), kit.calls.steps);
        kit.policy("{enabled: true, dry_run: true}");
        kit.inject(fill());
        kit.pass(Duration.ofSeconds(20));
        assertEquals(List.of(), kit.whole.steps);
    }

    @Test
    void aPolicyThatAllowsNoChaosEndsItAtOnce() throws ChaosRefused {
        Experiment one = kit.inject(slow());
        Experiment other = kit.inject(fill());
        kit.policy("{enabled: false}");
        assertEquals("0", kit.calls(point, 1));
        kit.engine.look();
        assertEquals(EndReason.DISABLED, one.whyEnded().orElseThrow());
        assertEquals(EndReason.DISABLED, other.whyEnded().orElseThrow());
        kit.told.clear();
        assertEquals("CHAOS_DISABLED", refused(slow()));
        kit.whole(ChaosKit.POLICY.formatted("{enabled: true}") + "mode: off\n");
        assertEquals("CHAOS_DISABLED", refused(slow()));
        kit.whole(ChaosKit.POLICY.formatted("{enabled: true}") + "mode: shadow\n");
        kit.inject(slow());
        assertEquals("1", kit.calls(point, 1));
    }

    @Test
    void aPolicyThatAllowsOnlyDryRunsEndsWhatIsReal() throws ChaosRefused {
        Experiment real = kit.inject(slow());
        kit.policy("{enabled: true, dry_run: true}");
        kit.engine.look();
        assertEquals(EndReason.DISABLED, real.whyEnded().orElseThrow());
        assertTrue(kit.inject(slow()).dryRun());
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsLeftBehind() {
        assertEquals("UNKNOWN_TYPE", refused(new Wanted("nonsense")));
        assertEquals("UNKNOWN_TARGET", refused(slow().target("nowhere")));
        assertEquals("UNKNOWN_TARGET", refused(new Wanted("slow").percent("1")));
        assertEquals("UNKNOWN_TARGET", refused(hang().target("place")));
        assertEquals("UNKNOWN_TARGET", refused(fill().target("place")));
        assertEquals("NO_PERCENT", refused(slow().percent(null)));
        assertEquals("NO_PERCENT", refused(slow().target("jdk-http").percent(null)));
        assertEquals("NO_DEADLINE", refused(slow().lasting(null)));
        assertEquals("BAD_REQUEST", refused(slow().lasting(Duration.ZERO)));
        assertEquals("BAD_REQUEST", refused(slow().lasting(Duration.ofMinutes(11))));
        assertEquals("BAD_REQUEST", refused(slow().option("delay", "1")));
        assertEquals("BAD_REQUEST", refused(slow().option("delay_ms", "0")));
        assertEquals("BAD_REQUEST", refused(slow().rollback("p95 >> 3")));
        assertEquals("BAD_REQUEST", refused(slow().rollback("p95 > baseline * 2")));
        assertEquals("BAD_REQUEST", refused(slow().burst(Duration.ofSeconds(1), null)));
        kit.notWoven.add("place");
        assertEquals("NOT_WOVEN", refused(slow()));
        kit.loops.forEver = true;
        assertEquals("BAD_REQUEST", refused(hang()));
        assertEquals(List.of(), kit.engine.experiments());
    }

    @Test
    void theOnlyLoopNeedsNoName() throws ChaosRefused {
        assertEquals("tick", kit.inject(new Wanted("hang")).target());
        assertEquals("process", kit.inject(fill()).target());
    }

    @Test
    void aPlaceIsBrokenInOneWayAtATime() throws ChaosRefused {
        Experiment first = kit.inject(slow());
        ChaosRefused busy = assertThrows(ChaosRefused.class, () -> kit.inject(slow()));
        assertEquals("BUSY_TARGET", busy.code());
        assertTrue(busy.getMessage().contains(first.id()), busy.getMessage());
        kit.inject(slow().target("other"));
        kit.inject(fill());
        assertEquals(
                "BUSY_TARGET",
                assertThrows(ChaosRefused.class, () -> kit.inject(fill())).code());
        assertEquals(3, kit.engine.experiments().size());
        assertEquals("1", kit.calls(point, 1));
    }

    @Test
    void aPlaceIsFreeOnceTheEffectIsGone() throws ChaosRefused {
        kit.calls.gone = false;
        Experiment experiment = kit.inject(slow());
        kit.pass(Duration.ofSeconds(11));
        assertEquals("ENDED", experiment.state());
        assertFalse(experiment.verifiedGone());
        assertEquals(
                "BUSY_TARGET",
                assertThrows(ChaosRefused.class, () -> kit.inject(slow())).code());
        kit.pass(Duration.ofSeconds(10));
        assertEquals(List.of("began slow", "ended slow deadline", "lingers slow"), kit.told);
        kit.calls.gone = true;
        kit.pass(Duration.ofMillis(100));
        assertTrue(experiment.verifiedGone());
        assertEquals("gone slow", kit.told.get(3));
        kit.inject(slow());
    }

    @Test
    void whatIsStoppedIsOver() throws ChaosRefused {
        Experiment experiment = kit.inject(slow());
        String id = experiment.id();
        assertTrue(kit.engine.experiments().contains(experiment));
        stop(id);
        assertEquals("0", kit.calls(point, 1));
        assertEquals(EndReason.STOPPED, experiment.whyEnded().orElseThrow());
        assertEquals(
                "ALREADY_OVER",
                assertThrows(ChaosRefused.class, () -> kit.engine.stop(id, EndReason.STOPPED))
                        .code());
        assertEquals(
                "UNKNOWN_EXPERIMENT",
                assertThrows(ChaosRefused.class, () -> kit.engine.stop("chaos-00000000", EndReason.STOPPED))
                        .code());
        assertEquals(List.of(), kit.engine.stopAll(EndReason.STOPPED));
    }

    /** The thread that would notice is the test's own. */
    private void stop(String id) throws ChaosRefused {
        kit.engine.stop(id, EndReason.STOPPED);
        kit.engine.look();
    }
}
