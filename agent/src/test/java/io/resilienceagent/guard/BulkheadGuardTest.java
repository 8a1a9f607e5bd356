package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.BulkheadRule;
import io.resilienceagent.policy.BulkheadRule.Over;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BulkheadGuardTest {
    private static final Denial INNER = Denial.of("LIMIT_EXCEEDED", "");

    private final GuardKit kit = new GuardKit();
    private final Bulkhead bulkhead = new Bulkhead();
    private final Invocation call = GuardKit.call();

    private Guard guard(int max, Over over) {
        return guard(max, over, Duration.ofHours(1), true);
    }

    private Guard guard(int max, Over over, Duration maxWait, boolean enforcing) {
        return new BulkheadGuard(kit.context(enforcing), new BulkheadRule(max, over, maxWait), bulkhead);
    }

    @Test
    void deniesOneMoreUntilOneLeaves() {
        Guard guard = guard(2, Over.DENY);
        Object permit = guard.before(call);
        guard.before(call);
        assertEquals("BULKHEAD_FULL: 2 calls are under way", ((Denial) guard.before(call)).message());
        guard.after(call, permit);
        assertNull(guard.before(call));
        assertEquals(2, bulkhead.inside());
    }

    @Test
    void skipsAnOverlappingRun() {
        Guard guard = guard(1, Over.COALESCE);
        guard.before(call);
        Denial denial = (Denial) guard.before(call);
        assertEquals("COALESCED", denial.code());
        assertTrue(denial.answered());
    }

    @Test
    void aReloadChangesTheNumberAndKeepsWhoIsInside() {
        Guard wide = guard(3, Over.DENY);
        wide.before(call);
        wide.before(call);
        Guard narrow = guard(1, Over.DENY);
        assertTrue(narrow.before(call) instanceof Denial);
        wide.after(call, null);
        assertTrue(narrow.before(call) instanceof Denial);
        wide.after(call, null);
        assertFalse(narrow.before(call) instanceof Denial);
    }

    @Test
    void aWaitThatIsOverDenies() {
        Guard guard = guard(1, Over.WAIT, Duration.ZERO, true);
        guard.before(call);
        assertTrue(((Denial) guard.before(call)).reason().contains("waited in vain"));
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() {
        Guard guard = guard(1, Over.WAIT);
        guard.before(call);
        Thread.currentThread().interrupt();
        assertTrue(((Denial) guard.before(call)).reason().contains("interrupted"));
        assertTrue(Thread.interrupted());
        assertEquals(1, bulkhead.inside());
    }

    @Test
    void shadowModeNeverWaitsAndLeaksNothing() {
        Guard guard = guard(1, Over.WAIT, Duration.ofHours(1), false);
        guard.before(call);
        assertTrue(guard.before(call) instanceof Denial);
        guard.after(call, null);
        assertEquals(0, bulkhead.inside());
    }

    @ParameterizedTest
    @EnumSource(Over.class)
    void neverHasMoreThanItsNumberInsideAndLosesNoPlace(Over over) throws InterruptedException {
        Guard guard = guard(3, over);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        int threads = 8;
        int rounds = 3000;
        GuardKit.together(threads, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < rounds; i++) {
                Object permit = guard.before(call);
                if (permit instanceof Denial) {
                    continue;
                }
                assertTrue(running.incrementAndGet() <= 3);
                made.incrementAndGet();
                if (random.nextInt(10) == 0) {
                    Thread.onSpinWait();
                }
                running.decrementAndGet();
                if (random.nextBoolean()) {
                    guard.after(call, permit);
                } else {
                    guard.release(call, permit, INNER);
                }
            }
        });
        assertEquals(0, bulkhead.inside());
        if (over == Over.WAIT) {
            assertEquals(threads * rounds, made.get());
        }
    }
}
