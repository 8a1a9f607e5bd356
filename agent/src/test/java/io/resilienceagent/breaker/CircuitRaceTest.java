package io.resilienceagent.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitRaceTest {
    private static final Duration OPEN_FOR = Duration.ofMinutes(2);

    private final GuardKit kit = new GuardKit();
    private final CircuitBreakers breakers = new CircuitBreakers("place_order", kit.ticker(), kit.events(), 8);
    private final Guard guard = new CircuitBreakerGuard(kit.context(), BreakerKit.rule(), -1, breakers);

    @Test
    void exactlyOneOfManyThreadsTests() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            breakers.force(Forced.RESET);
            BreakerKit.failing(guard, 3);
            kit.pass(OPEN_FOR);
            AtomicInteger tests = new AtomicInteger();
            GuardKit.together(6, thread -> {
                if (!(guard.before(GuardKit.call()) instanceof Denial)) {
                    tests.incrementAndGet();
                }
            });
            assertEquals(1, tests.get());
        }
    }

    @Test
    void aTransitionIsToldOnce() throws InterruptedException {
        GuardKit.together(6, thread -> BreakerKit.failing(guard, 100));
        assertEquals(1, kit.notices.size());
    }

    /** Whatever happened in whatever order: in the end the slot is free, and a success closes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noSlotLeaks(long seed) throws InterruptedException {
        GuardKit.together(4, thread -> {
            Random random = new Random(seed * 31 + thread);
            for (int i = 0; i < 5000; i++) {
                if (random.nextInt(20) == 0) {
                    kit.pass(OPEN_FOR);
                }
                Invocation call = GuardKit.call();
                Object permit = guard.before(call);
                if (permit instanceof Denial) {
                    continue;
                }
                int ending = random.nextInt(4);
                if (ending == 0) {
                    guard.release(call, permit, BreakerKit.INNER);
                } else if (ending == 1) {
                    BreakerKit.succeed(guard, call, permit);
                } else {
                    BreakerKit.fail(guard, call, permit);
                }
            }
        });
        kit.pass(OPEN_FOR);
        assertEquals(5, BreakerKit.succeeding(guard, 5));
    }

    @Test
    void keysComeAndGoWhileOthersCall() throws InterruptedException {
        Guard keyed = new CircuitBreakerGuard(kit.context(), BreakerKit.rule(), 0, breakers);
        BreakerKit.failing(keyed, 3, "OPEN");
        GuardKit.together(4, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 5000; i++) {
                String key = "key" + random.nextInt(20);
                assertEquals(1, BreakerKit.succeeding(keyed, 1, key));
                assertTrue(keyed.before(GuardKit.call("OPEN")) instanceof Denial);
            }
        });
        assertTrue(breakers.status(Duration.ofMinutes(1)).size() <= 9);
    }

    @Test
    void ratesAreCountedWithoutLoss() throws InterruptedException {
        Guard rated = new CircuitBreakerGuard(kit.context(), BreakerKit.rate(50), -1, breakers);
        GuardKit.together(4, thread -> BreakerKit.succeeding(rated, 250));
        assertEquals(999, BreakerKit.failing(rated, 999));
        assertEquals(1, BreakerKit.failing(rated, 9), "the thousandth failure makes half of two thousand");
        assertFalse(kit.notices.isEmpty());
    }
}
