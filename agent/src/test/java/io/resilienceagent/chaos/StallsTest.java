package io.resilienceagent.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.cause.Examination;
import io.resilienceagent.cause.Finding;
import io.resilienceagent.cause.PauseMeter;
import io.resilienceagent.cause.Suspect;
import io.resilienceagent.cause.ThreadExaminer;
import io.resilienceagent.cause.Witness;
import io.resilienceagent.chaos.stall.StallType;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.policy.JoinPointKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thread of the test's is the host's loop, and really hangs. */
@Timeout(120)
class StallsTest {
    @TempDir
    private Path directory;

    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();
    private volatile boolean done;
    private ChaosKit kit;
    private Guard point;
    private Thread loop;

    @BeforeEach
    void start() {
        kit = new ChaosKit(directory, false, StallType.all().toArray(FaultType[]::new));
        point = kit.engine.point("tick", JoinPointKind.LOOP, -1);
        loop = new Thread(this::run, "MarketLoop");
        loop.setDaemon(true);
        loop.start();
    }

    private void run() {
        while (!done) {
            Invocation call = GuardKit.call();
            Object permit = point.before(call);
            interrupts.addAndGet(Thread.interrupted() ? 1 : 0);
            point.after(GuardKit.returned(call, null), permit);
            ticks.incrementAndGet();
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        kit.engine.close();
        done = true;
        loop.join();
        assertEquals(List.of(), kit.events.failures);
    }

    /** Looks again and again, as the detector does, until it is this cause that is seen. */
    private void awaitCause(Cause expected) {
        Examination examination = new ThreadExaminer(
                        any -> Optional.empty(),
                        Witness.none(),
                        PauseMeter.none(),
                        Ticker.system(),
                        kit.events,
                        UnaryOperator.identity())
                .examine(new Suspect("tick", loop, "", true, null));
        AtomicReference<Finding> last = new AtomicReference<>();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                examination.look();
                last.set(examination.verdict());
                return last.get().cause() == expected;
            });
        } catch (ConditionTimeoutException other) {
            throw new AssertionError(last.get().toString(), other);
        }
    }

    private Experiment inject(Wanted wanted) throws ChaosRefused {
        Experiment experiment = kit.inject(wanted.target("tick"));
        await().until(() -> experiment.fired() > 0);
        return experiment;
    }

    private void assertTicking() {
        int now = ticks.get();
        await().until(() -> ticks.get() > now + 10);
    }

    @ParameterizedTest
    @CsvSource({
        "cross_lock_deadlock, , DEADLOCK",
        "sync_io_block, , BLOCKING_IO",
        "cpu_bound_loop, , CPU_SPIN",
        "recursive_await, recursion, RUNAWAY_RECURSION",
        "recursive_await, completions, RUNAWAY_RECURSION",
    })
    void theLoopHangsForThatCauseUntilItIsStoppedAndKeepsItsInterrupts(String type, String style, Cause cause)
            throws ChaosRefused {
        assertTicking();
        Wanted wanted = new Wanted(type).lasting(Duration.ofMinutes(2));
        Experiment experiment = inject(style == null ? wanted : wanted.option("style", style));
        awaitCause(cause);
        int stands = ticks.get();
        loop.interrupt();
        awaitCause(cause);
        assertEquals(stands, ticks.get());
        assertEquals(0, interrupts.get());
        assertEquals(experiment.id(), kit.engine.causeOf("tick", loop.getId()).orElseThrow());

        kit.engine.stop(experiment.id(), EndReason.STOPPED);
        await().until(experiment::verifiedGone);
        assertTicking();
        assertEquals(1, interrupts.get());
        assertEquals(1, experiment.fired());
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("resilience-chaos-")));
    }

    @ParameterizedTest
    @CsvSource({
        "cross_lock_deadlock",
        "sync_io_block",
        "cpu_bound_loop",
        "recursive_await",
    })
    void aFlagThatWasSetBeforeIsSetAfterAndTheStallLastsAllTheSame(String type) throws ChaosRefused {
        Experiment experiment = kit.inject(
                new Wanted(type).target("tick").lasting(Duration.ofMillis(300)).percent("0"));
        kit.engine.stop(experiment.id(), EndReason.STOPPED);
        await().until(experiment::verifiedGone);
        long[] lasted = new long[1];
        boolean[] flag = new boolean[1];
        Guard own = kit.engine.point("tick", JoinPointKind.LOOP, -1);
        done = true;
        await().until(() -> !loop.isAlive());
        Wanted wanted = new Wanted(type).target("tick").lasting(Duration.ofMillis(300));
        Experiment real = kit.inject(wanted.count(1));
        Thread flagged = new Thread(() -> {
            Thread.currentThread().interrupt();
            Invocation call = GuardKit.call();
            Object permit = own.before(call);
            flag[0] = Thread.currentThread().isInterrupted();
            own.after(GuardKit.returned(call, null), permit);
            lasted[0] = real.remaining().toMillis();
        });
        flagged.start();
        await().until(() -> !flagged.isAlive());
        assertTrue(flag[0]);
        assertEquals(0, lasted[0], "it ended before its time");
        assertEquals(1, real.fired());
    }

    @Test
    void aBurstLetsTheLoopGoInBetween() throws ChaosRefused {
        Experiment experiment = inject(new Wanted("cross_lock_deadlock")
                .lasting(Duration.ofMinutes(2))
                .burst(Duration.ofMillis(50), Duration.ofMillis(50)));
        await().until(() -> experiment.fired() > 3);
        assertTrue(ticks.get() > 3);
        assertFalse(experiment.suppressed().get(Suppression.BURST) == 0);
    }

    @Test
    void whatOutlivesItsDeadlineIsForPoliciesThatAllowIt() {
        ChaosRefused refused = assertThrows(
                ChaosRefused.class,
                () -> kit.inject(
                        new Wanted("cross_lock_deadlock").target("tick").option("unbreakable", true)));
        assertEquals("BAD_REQUEST", refused.code());
        assertTrue(refused.next().contains("unbreakable: true"), refused.next());
    }
}
