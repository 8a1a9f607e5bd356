package io.resilienceagent.chaos;

import static io.resilienceagent.chaos.ChaosKit.fill;
import static io.resilienceagent.chaos.ChaosKit.hang;
import static io.resilienceagent.chaos.ChaosKit.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments on time that is moved by hand: whom they strike, how often, and that they end. */
class ChaosEngineTest {
    @TempDir
    private Path directory;

    private ChaosKit kit;
    private Guard point;

    @BeforeEach
    void start() {
        kit = new ChaosKit(directory);
        point = kit.point();
    }

    @AfterEach
    void nothingBroke() {
        assertEquals(List.of(), kit.events.failures);
    }

    private String refused(ChaosKit.Wanted wanted) {
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

    @Test
    void theDeadlineHoldsWithoutAnybodyWhoLooks() throws ChaosRefused {
        kit.inject(slow());
        kit.now += Duration.ofSeconds(10).toNanos();
        assertEquals("000", kit.calls(point, 3));
    }

    @Test
    void zeroPercentNeverStrikesAndAHundredAlways() throws ChaosRefused {
        Experiment none = kit.inject(slow().percent("0"));
        assertFalse(kit.calls(point, 20_000).contains("1"));
        assertEquals(Map.of(Suppression.PERCENT, 20_000L), none.suppressed());
        kit.engine.stopAll(EndReason.STOPPED);
        kit.engine.look();
        kit.inject(slow());
        assertFalse(kit.calls(point, 20_000).contains("0"));
    }

    @Test
    void aPercentIsTheShareOfTheCalls() throws ChaosRefused {
        kit.inject(slow().percent("12.5").seed(4));
        long struck = kit.calls(point, 40_000).chars().filter(c -> c == '1').count();
        assertEquals(5_000, (double) struck, 200);
    }

    @Test
    void theSameSeedDecidesTheSameAndAnotherOneOtherwise() throws ChaosRefused {
        String[] struck = new String[3];
        long[] seeds = {77, 77, 78};
        for (int i = 0; i < 3; i++) {
            kit.calls.randoms.clear();
            kit.inject(slow().percent("30").seed(seeds[i]));
            struck[i] = kit.calls(point, 500) + kit.calls.randoms;
            kit.engine.stopAll(EndReason.STOPPED);
            kit.engine.look();
        }
        assertEquals(struck[0], struck[1]);
        assertNotEquals(struck[0], struck[2]);
    }

    @Test
    void aSeedThatNobodyGaveIsChosenAndToldAndLeadsToTheSame() throws ChaosRefused {
        Experiment first = kit.inject(slow().percent("30"));
        String struck = kit.calls(point, 300);
        kit.engine.stopAll(EndReason.STOPPED);
        kit.engine.look();
        kit.inject(slow().percent("30").seed(first.seed()));
        assertEquals(struck, kit.calls(point, 300));
    }

    @Test
    void aBurstStrikesForItsShareOfTenMinutes() throws ChaosRefused {
        kit.inject(slow().lasting(Duration.ofMinutes(10)).burst(Duration.ofSeconds(3), Duration.ofSeconds(7)));
        int all = 0;
        int struck = 0;
        for (int i = 0; i < 599; i++) {
            kit.pass(Duration.ofMillis(997));
            all++;
            struck += kit.calls(point, 1).equals("1") ? 1 : 0;
        }
        assertEquals(30.0, 100.0 * struck / all, 2.0);
    }

    @Test
    void aStrikeLastsNoLongerThanItsBurst() throws ChaosRefused {
        kit.inject(slow().burst(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        kit.calls.doing = strike -> {
            assertEquals(Duration.ofSeconds(2).toNanos(), strike.remainingNanos());
            kit.now += Duration.ofSeconds(2).toNanos() - 1;
            assertFalse(strike.over());
            kit.now += 1;
            assertTrue(strike.over());
            assertEquals(0, strike.remainingNanos());
        };
        assertEquals("10", kit.calls(point, 2));
    }

    @Test
    void afterItsCountItStrikesNoMoreAndEnds() throws ChaosRefused {
        Experiment experiment = kit.inject(slow().count(3));
        assertEquals("11100", kit.calls(point, 5));
        assertEquals(Map.of(Suppression.COUNT, 2L), experiment.suppressed());
        kit.engine.look();
        assertEquals(EndReason.COUNT, experiment.whyEnded().orElseThrow());
    }

    @Test
    void theLastOfItsCountIsNotCutShort() throws ChaosRefused {
        Experiment experiment = kit.inject(slow().count(1));
        Object permit = point.before(GuardKit.call("BTC"));
        kit.engine.look();
        assertTrue(experiment.whyEnded().isEmpty());
        point.after(GuardKit.returned(GuardKit.call("BTC"), null), permit);
        kit.engine.look();
        assertEquals(EndReason.COUNT, experiment.whyEnded().orElseThrow());
    }

    @Test
    void aRolloutReachesAStableShareOfKeysAndMoreOfThemContainsTheFewer() throws ChaosRefused {
        kit.policy("{enabled: true, instance: blue}");
        boolean[] at20 = reached("20");
        boolean[] again = reached("20");
        boolean[] at60 = reached("60");
        int few = 0;
        int more = 0;
        for (int i = 0; i < at20.length; i++) {
            assertEquals(at20[i], again[i]);
            assertTrue(!at20[i] || at60[i]);
            few += at20[i] ? 1 : 0;
            more += at60[i] ? 1 : 0;
        }
        assertEquals(200, few, 50);
        assertEquals(600, more, 60);
        kit.policy("{enabled: true, instance: green}");
        boolean[] green = reached("20");
        assertFalse(Arrays.equals(at20, green));
    }

    private boolean[] reached(String percent) throws ChaosRefused {
        kit.inject(slow().rollout(percent));
        boolean[] reached = new boolean[1000];
        for (int i = 0; i < reached.length; i++) {
            reached[i] = kit.call(point, Duration.ZERO, "COIN" + i);
        }
        kit.engine.stopAll(EndReason.STOPPED);
        kit.engine.look();
        return reached;
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
        assertEquals("UNKNOWN_TYPE", refused(new ChaosKit.Wanted("nonsense")));
        assertEquals("UNKNOWN_TARGET", refused(slow().target("nowhere")));
        assertEquals("UNKNOWN_TARGET", refused(new ChaosKit.Wanted("slow").percent("1")));
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
        assertEquals("tick", kit.inject(new ChaosKit.Wanted("hang")).target());
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

    @Test
    void aFaultThatCannotBeginIsEndedAndLeavesNoExperiment() throws ChaosRefused {
        kit.whole.beginThrows = new IOException("no room");
        ChaosRefused refused = assertThrows(ChaosRefused.class, () -> kit.inject(fill()));
        assertEquals("NOT_BEGUN", refused.code());
        assertTrue(refused.getMessage().contains("no room"), refused.getMessage());
        assertEquals(List.of("begin", "end"), kit.whole.steps);
        assertEquals(List.of(), kit.told);
        kit.whole.beginThrows = null;
        kit.inject(fill());
        assertEquals(
                1,
                kit.engine.experiments().stream()
                        .filter(each -> each.state().equals("RUNNING"))
                        .count());
    }

    @Test
    void aFaultThatCannotEndIsToldAndIsOverAllTheSame() throws ChaosRefused {
        kit.calls.endThrows = new IOException("stuck");
        Experiment experiment = kit.inject(slow());
        kit.pass(Duration.ofSeconds(10));
        assertEquals("ENDED", experiment.state());
        assertEquals("0", kit.calls(point, 1));
        assertEquals(List.of("CHAOS_ERROR slow.end java.io.IOException: stuck"), kit.events.failures);
        kit.events.failures.clear();
    }

    @Test
    void aFaultThatFailsInACallIsToldAndTheHostGoesOn() throws ChaosRefused {
        kit.calls.beforeThrows = new IllegalStateException("broken");
        kit.inject(slow());
        assertEquals("1", kit.calls(point, 1));
        assertEquals(List.of("CHAOS_ERROR slow java.lang.IllegalStateException: broken"), kit.events.failures);
        kit.events.failures.clear();
    }

    @Test
    void anInterruptFlagThatAFaultSwallowsIsGivenBack() throws ChaosRefused {
        kit.calls.doing = strike -> assertTrue(Thread.interrupted());
        kit.inject(slow());
        Thread.currentThread().interrupt();
        kit.calls(point, 1);
        assertTrue(Thread.interrupted());
    }

    @Test
    void whatAFaultCallsIsNotStruckAgain() throws ChaosRefused {
        Experiment experiment = kit.inject(slow());
        kit.calls.doing = strike -> {
            if (kit.calls.struck() == 1) {
                assertEquals("0", kit.calls(point, 1));
            }
        };
        kit.calls(point, 1);
        assertEquals(1, experiment.suppressed().get(Suppression.NESTED));
    }

    @Test
    void aThreadOfTheAgentIsNeverStruck() throws Exception {
        Experiment experiment = kit.inject(slow());
        Thread ours = new Thread(() -> kit.calls(point, 5), "resilience-probe");
        ours.start();
        ours.join();
        assertEquals(Map.of(Suppression.AGENT_THREAD, 5L), experiment.suppressed());
        assertEquals(0, kit.calls.struck());
    }

    @Test
    void whoseFaultHoldsAThreadUpIsKnown() throws ChaosRefused {
        Experiment experiment = kit.inject(slow());
        long self = Thread.currentThread().getId();
        kit.calls.doing = strike ->
                assertEquals(experiment.id(), kit.engine.causeOf("tick", self).orElseThrow());
        kit.calls(point, 1);
        assertTrue(kit.engine.causeOf("tick", self).isEmpty());
        Experiment hang = kit.inject(hang());
        assertEquals(hang.id(), kit.engine.causeOf("tick", -1).orElseThrow());
        assertTrue(kit.engine.causeOf("tock", -1).isEmpty());
    }
}
