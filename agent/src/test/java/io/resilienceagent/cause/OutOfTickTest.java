package io.resilienceagent.cause;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.executor.JvmWorkplaces;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops whose next tick does not begin: ended, dropped, starved, or their thread hangs in another's task. */
class OutOfTickTest {
    private final Ward ward = new Ward();
    private final JvmWorkplaces workplaces = new JvmWorkplaces(Ward.opener());
    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "scheduler");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<Thread> ticked = new AtomicReference<>();
    private Future<?> task;
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    @AfterEach
    void cure() {
        if (task != null) {
            task.cancel(true);
        }
        pool.shutdownNow();
        ward.close();
    }

    @Test
    void aThreadThatEnded() throws Exception {
        Thread loop = ward.start("loop", () -> {});
        loop.join();
        Finding finding = verdict(loop, new IllegalStateException("no price for key=secret"));
        assertEquals(Cause.LOOP_DEAD, finding.cause());
        assertEquals("thread", finding.evidence().get("ended"));
        assertEquals(
                "java.lang.IllegalStateException: no price for key=***",
                finding.evidence().get("ended_by"));
        assertTrue(finding.evidence().get("ended_at").toString().contains("OutOfTickTest"), finding::toString);
    }

    @Test
    void aPeriodicTaskThatThrew() {
        tickEvery(() -> {
            throw new IllegalArgumentException("bad tick");
        });
        await().until(() -> ticked.get() != null && idle() && pool.getQueue().isEmpty());
        Finding finding = verdict(ticked.get(), thrown.get());
        assertEquals(Cause.LOOP_DEAD, finding.cause(), finding::toString);
        assertEquals("periodic_task", finding.evidence().get("ended"));
        assertEquals(
                "java.lang.IllegalArgumentException: bad tick",
                finding.evidence().get("ended_by"));
        assertTrue(finding.evidence().containsKey("note"));
    }

    /** Another periodic task lives on in the pool; nevertheless ours is gone. */
    @Test
    void aPeriodicTaskThatThrewBesideAnother() {
        assertFalse(pool.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS).isDone());
        tickEvery(() -> {
            throw new IllegalArgumentException("bad tick");
        });
        await().until(() -> ticked.get() != null && idle() && pool.getQueue().size() == 1);
        assertEquals(Cause.LOOP_DEAD, verdict(ticked.get(), thrown.get()).cause());
    }

    @Test
    void aPeriodicTaskThatIsOnlyNotDue() {
        tickEvery(() -> {});
        await().until(() -> ticked.get() != null && idle());
        Finding finding = verdict(ticked.get(), null);
        assertEquals(Cause.UNKNOWN, finding.cause(), finding::toString);
        assertEquals(true, finding.evidence().get("idle"));
        assertFalse(finding.evidence().containsKey("disturbed"));
    }

    @Test
    void aFloodOfOtherTasks() {
        tickEvery(() -> {});
        await().until(() -> ticked.get() != null);
        for (int i = 0; i < 100_000; i++) {
            pool.execute(() -> {
                for (int spin = 0; spin < 20_000; spin++) {
                    Thread.onSpinWait();
                }
            });
        }
        Examination examination = examine(ticked.get(), null);
        long before = pool.getCompletedTaskCount();
        await().until(() -> pool.getCompletedTaskCount() > before + 3);
        examination.look();
        examination.look();
        Finding finding = examination.verdict();
        assertEquals(Cause.STARVATION, finding.cause(), finding::toString);
        assertTrue((long) finding.evidence().get("completed_between_looks") > 0, finding::toString);
        assertTrue((int) finding.evidence().get("queued") > 10, finding::toString);
        Map<String, Object> queued = Ward.part(finding, "queued_tasks");
        assertTrue(
                queued.keySet().stream().anyMatch(type -> type.startsWith(OutOfTickTest.class.getName())),
                queued::toString);
    }

    /** The thread hangs in a task of somebody else's: its cause is why the loop's next tick does not begin. */
    @Test
    void anotherTaskThatHangs() {
        tickEvery(() -> {});
        await().until(() -> ticked.get() != null && idle());
        CountDownLatch never = new CountDownLatch(1);
        pool.execute(() -> {
            try {
                never.await();
            } catch (InterruptedException cured) {
                Thread.currentThread().interrupt();
            }
        });
        Ward.awaitRest(ticked.get(), "acquireSharedInterruptibly");
        for (int i = 0; i < 50; i++) {
            pool.execute(() -> {});
        }
        Finding finding = verdict(ticked.get(), null);
        assertEquals(Cause.LOCK_WAIT, finding.cause(), finding::toString);
        assertEquals("CountDownLatch.await", finding.evidence().get("call"));
        assertEquals(false, finding.evidence().get("in_tick"));
    }

    @Test
    void aLoopThatNeverTicked() {
        Finding finding = verdict(null, null);
        assertEquals(Cause.UNKNOWN, finding.cause());
        assertEquals("MarketLoop has never ticked", finding.evidence().get("summary"));
    }

    /** Not before the worker rests in its queue. */
    private boolean idle() {
        return pool.getActiveCount() == 0 && ticked.get().getState() != Thread.State.RUNNABLE;
    }

    private void tickEvery(Runnable tick) {
        Runnable noted = () -> {
            ticked.set(Thread.currentThread());
            try {
                tick.run();
            } catch (RuntimeException e) {
                thrown.set(e);
                throw e;
            }
        };
        task = pool.scheduleAtFixedRate(noted, 0, 10, TimeUnit.MINUTES);
    }

    private Examination examine(Thread thread, Throwable lastThrown) {
        return ward.examiner(workplaces, text -> text.replaceAll("key=\\S+", "key=***"))
                .examine(new Suspect("MarketLoop", thread, "com.acme.MarketLoop.tick", false, lastThrown));
    }

    private Finding verdict(Thread thread, Throwable lastThrown) {
        Examination examination = examine(thread, lastThrown);
        examination.look();
        examination.look();
        Finding finding = examination.verdict();
        assertEquals(List.of(), ward.events.failures);
        return finding;
    }
}
