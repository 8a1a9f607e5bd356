package io.resilienceagent.chaos;

import static io.resilienceagent.chaos.ChaosKit.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.GuardKit;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which calls an experiment strikes, how often, and that the same seed strikes the same. */
class StrikeChoiceTest extends EngineFixture {
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
}
