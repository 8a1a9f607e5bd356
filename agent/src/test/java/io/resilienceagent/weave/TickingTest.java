package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.Ticks;
import io.resilienceagent.policy.JoinPointKind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each call of a loop's method is one tick, from its entry to its return, with guards and without. */
@Timeout(20)
class TickingTest {
    private static final String HOST = TickingTest.class.getName() + "$Bot#";

    private final WeavingRig rig = new WeavingRig();
    private final Ticks ticks = rig.tally.ticks();
    private final Bot bot = new Bot();

    @AfterEach
    void nothingBroke() {
        rig.close();
        assertTrue(rig.events.failures.isEmpty(), rig.events.failures::toString);
    }

    private void loop(String method, Guard... guards) {
        rig.joinPoint("loop", JoinPointKind.LOOP, HOST + method, Optional.empty(), guards)
                .inForce();
    }

    private TickSlot slot() {
        for (TickSlot slot : ticks.slots()) {
            if (slot != null && slot.get() == Thread.currentThread()) {
                return slot;
            }
        }
        return null;
    }

    private boolean underWay() {
        TickSlot slot = slot();
        return slot != null && slot.underWay(slot.beats());
    }

    private static Guard[] guards(boolean guarded) {
        return guarded ? new Guard[] {new Passing(), new Passing()} : new Guard[0];
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallIsATick(boolean guarded) {
        loop("tick", guards(guarded));
        bot.inTick = this::underWay;
        for (int i = 1; i <= 3; i++) {
            assertTrue(bot.tick());
            assertEquals(2L * i, slot().beats());
        }
        assertFalse(underWay());
        assertEquals(3, ticks.count());
        assertEquals(3, rig.tally.calls());
        assertEquals(HOST.replace("#", ".tick"), slot().method());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatATickThrowsIsKeptUntilTheNextHasEnded(boolean guarded) {
        loop("tick", guards(guarded));
        IllegalStateException broken = new IllegalStateException("broken");
        bot.inTick = () -> {
            throw broken;
        };
        assertSame(broken, assertThrows(IllegalStateException.class, bot::tick));
        assertFalse(underWay());
        assertSame(broken, slot().thrown());
        bot.inTick = () -> true;
        bot.tick();
        assertNull(slot().thrown());
        assertEquals(2, ticks.count());
    }

    @Test
    void aTickWhoseEntryDiesBetweenItsGuardsIsATickAllTheSame() {
        Guard dying = new Passing() {
            @Override
            public String name() {
                throw new StackOverflowError();
            }

            @Override
            public Object before(Invocation call) {
                throw new OutOfMemoryError("of the test");
            }
        };
        loop("tick", new Passing(), dying);
        bot.inTick = this::underWay;
        assertTrue(bot.tick());
        assertFalse(underWay());
        assertEquals(1, ticks.count());
        assertEquals(2, slot().beats());
        rig.events.failures.clear();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTickThatAnswersWithAFutureEndsWhenItReturns(boolean guarded) {
        loop("later", guards(guarded));
        CompletableFuture<String> promise = new CompletableFuture<>();
        bot.inTick = this::underWay;
        CompletableFuture<String> answer = bot.later(promise);
        assertTrue(bot.wasInTick);
        assertFalse(underWay());
        promise.complete("done");
        assertEquals("done", answer.join());
        assertEquals(1, ticks.count());
        assertEquals(2, slot().beats());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRecursionIsOneLongTick(boolean guarded) {
        loop("deep", guards(guarded));
        bot.inTick = this::underWay;
        assertTrue(bot.deep(50));
        assertEquals(1, ticks.count());
        assertEquals(51, rig.tally.calls());
        assertEquals(2, slot().beats());
        bot.deep(0);
        assertEquals(2, ticks.count());
    }

    @Test
    void aDeniedTickIsATickThatHasEnded() {
        loop("tick", new Passing(), new Denying());
        CallDeniedException denied = assertThrows(CallDeniedException.class, bot::tick);
        assertEquals(1, ticks.count());
        assertFalse(underWay());
        assertSame(denied, slot().thrown());
        assertEquals(1, rig.tally.calls());
        assertFalse(bot.wasInTick);
    }

    @Test
    void theTickIsAroundAllItsGuards() {
        Passing guard = new Passing();
        guard.looks = () -> assertTrue(underWay());
        loop("tick", guard);
        bot.inTick = this::underWay;
        assertTrue(bot.tick());
        assertEquals(2, guard.looked);
        assertFalse(underWay());
    }

    @Test
    void aRepeatedTickIsOneTick() {
        Guard again = new Passing() {
            @Override
            public void after(Invocation call, Object permit) {
                assertTrue(underWay());
                if (call.attempts() < 3) {
                    call.repeatAfter(0);
                }
            }

            @Override
            public boolean repeatsSuccess() {
                return true;
            }
        };
        loop("tick", again);
        bot.inTick = this::underWay;
        assertTrue(bot.tick());
        assertEquals(3, bot.runs);
        assertEquals(1, ticks.count());
        assertFalse(underWay());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTickThatALoopIsTakenFromThePolicyInEndsAllTheSame(boolean guarded) {
        loop("tick", guards(guarded));
        bot.inTick = () -> {
            rig.cleared().inForce();
            return underWay();
        };
        assertTrue(bot.tick());
        assertFalse(underWay());
        assertEquals(1, ticks.count());
        bot.inTick = () -> true;
        bot.tick();
        assertEquals(1, ticks.count());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReloadInATickKeepsTheSlot(boolean guarded) {
        loop("tick", guards(guarded));
        TickSlot[] before = new TickSlot[1];
        bot.inTick = () -> {
            before[0] = slot();
            rig.cleared();
            loop("tick", guards(!guarded));
            return underWay();
        };
        assertTrue(bot.tick());
        assertFalse(underWay());
        bot.inTick = this::underWay;
        assertTrue(bot.tick());
        assertSame(before[0], slot());
        assertEquals(4, slot().beats());
    }

    @Test
    void aStackOverflowLeavesAtWorstATickThatCanBeTakenForEnded() {
        loop("endless");
        for (int i = 0; i < 20; i++) {
            assertThrows(StackOverflowError.class, bot::endless);
        }
        TickSlot slot = slot();
        long beats = slot.beats();
        slot.abandon(beats);
        assertFalse(slot.underWay(beats));
        assertThrows(StackOverflowError.class, bot::endless);
        assertTrue(slot.beats() > beats);
    }

    @Test
    void anotherThreadHasATickOfItsOwn() throws InterruptedException {
        loop("tick");
        bot.inTick = () -> {
            Bot other = new Bot();
            other.inTick = this::underWay;
            Thread thread = new Thread(other::tick);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return other.wasInTick;
        };
        assertTrue(bot.tick());
        assertEquals(2, ticks.count());
        assertEquals(2, slot().beats());
    }

    /** What is woven. */
    static class Bot {
        Supplier<Boolean> inTick = () -> false;
        boolean wasInTick;
        int runs;

        boolean tick() {
            runs++;
            wasInTick = inTick.get();
            return wasInTick;
        }

        CompletableFuture<String> later(CompletableFuture<String> promise) {
            wasInTick = inTick.get();
            return promise;
        }

        boolean deep(int levels) {
            return levels == 0 ? inTick.get() : deep(levels - 1) && inTick.get();
        }

        int endless() {
            return runs < 0 ? 0 : endless() + 1;
        }
    }

    private static class Passing implements Guard {
        Runnable looks = () -> {};
        int looked;

        @Override
        public String name() {
            return "passing";
        }

        @Override
        public Object before(Invocation call) {
            looks.run();
            looked++;
            return null;
        }

        @Override
        public void after(Invocation call, Object permit) {
            looks.run();
            looked++;
        }
    }

    private static final class Denying implements Guard {
        @Override
        public String name() {
            return "denying";
        }

        @Override
        public Object before(Invocation call) {
            return Denial.of("NO", "because");
        }

        @Override
        public void after(Invocation call, Object permit) {
            throw new AssertionError("a denied call has no outcome");
        }
    }
}
