package io.resilienceagent.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.GuardKit;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads that start together and drive one machine: the story that is told stays one story. */
class StateRaceTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 4_000;

    @Test
    void theStoryIsOneHoweverManyTellIt() throws InterruptedException {
        StateKit kit = new StateKit();
        AtomicInteger telling = new AtomicInteger();
        kit.machine.listen(step -> {
            assertEquals(1, telling.incrementAndGet(), "two are told at once");
            telling.decrementAndGet();
        });
        GuardKit.together(THREADS, number -> {
            Random random = new Random(number);
            ErrorRun run = kit.machine.run("join point " + number % 3);
            for (int i = 0; i < ROUNDS; i++) {
                switch (number == 0 ? 99 : random.nextInt(16)) {
                    case 0 -> run.failed("IOException");
                    case 1 -> kit.machine.stall("stall-00000001", "tick", "CPU_SPIN");
                    case 2 -> kit.machine.manual(random.nextInt(3) == 0, "me", "a reason");
                    case 3, 4, 5 -> run.succeeded();
                    case 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 -> kit.machine.cycle(kit.machine.standing(), null);
                    default -> {
                        kit.pass(Duration.ofMillis(20));
                        kit.recovery.look();
                    }
                }
            }
        });
        kit.machine.look();
        assertTrue(kit.steps.size() > 100, () -> "only " + kit.steps.size() + " steps");
        SystemState at = SystemState.RUNNING;
        for (Transition step : kit.steps) {
            assertEquals(at, step.from());
            assertTrue(TransitionTable.allows(step.from(), step.to(), step.by()), step::toString);
            at = step.to();
        }
        assertEquals(kit.state(), at);
        assertEquals(kit.steps.size(), kit.lines("STATE_TRANSITION").size());
        assertEquals(kit.state().deniesRisk(), kit.safeMode.refusal() != null);
        assertEquals(java.util.List.of(), kit.log.failures().entries());
    }

    @Test
    void noErrorIsLostBetweenThreads() throws InterruptedException {
        StateKit kit = new StateKit();
        kit.stall();
        GuardKit.together(THREADS, number -> {
            for (int i = 0; i < ROUNDS; i++) {
                kit.machine.error("balances", "IOException");
            }
        });
        assertEquals(THREADS * ROUNDS, kit.machine.run("balances").length());
        kit.machine.success("balances");
        assertEquals(0, kit.machine.run("balances").length());
    }
}
