package io.resilienceagent.guard;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slots of a loop: each thread writes its own, none is lost, none is left behind. */
@Timeout(60)
class TicksTest {
    private static final int TICKS = 200_000;

    private final Ticks ticks = new Ticks(Ticker.system());

    @Test
    void aNumberIsOddWhileATickIsUnderWay() {
        TickSlot slot = ToldTicks.begin(ticks);
        assertEquals(1, slot.beats());
        assertTrue(slot.underWay(1));
        assertNull(ToldTicks.begin(ticks), "a call within a tick");
        assertEquals(1, ticks.count());
        assertEquals(2, ticks.calls());
        assertFalse(ticks.anyEnded());
        ToldTicks.end(slot);
        assertTrue(ticks.anyEnded());
        assertFalse(slot.underWay(slot.beats()));
        assertSame(slot, ToldTicks.begin(ticks));
        assertEquals(2, ticks.count());
        assertEquals(3, ticks.calls());
    }

    @Test
    void anAbandonedTickIsOverAndTheNextIsOne() {
        TickSlot slot = ToldTicks.begin(ticks);
        slot.abandon(slot.beats());
        assertFalse(slot.underWay(slot.beats()));
        assertSame(slot, ToldTicks.begin(ticks));
        assertTrue(slot.underWay(slot.beats()));
        ToldTicks.end(slot);
        assertFalse(slot.underWay(slot.beats()));
        assertEquals(2, ticks.count());
    }

    @Test
    void theEndOfATickThatWasWronglyAbandonedDoesNoHarm() {
        TickSlot outer = ToldTicks.begin(ticks);
        outer.abandon(outer.beats());
        TickSlot inner = ToldTicks.begin(ticks);
        ToldTicks.end(inner);
        ToldTicks.end(outer);
        assertFalse(outer.underWay(outer.beats()));
        TickSlot next = ToldTicks.begin(ticks);
        assertTrue(next.underWay(next.beats()));
    }

    @Test
    void aTickThatWasAbandonedAfterItsEndIsNotTouched() {
        TickSlot slot = ToldTicks.begin(ticks);
        long seen = slot.beats();
        ToldTicks.end(slot);
        TickSlot next = ToldTicks.begin(ticks);
        slot.abandon(seen);
        assertTrue(next.underWay(next.beats()));
        assertNull(ToldTicks.begin(ticks));
    }

    @Test
    void noTickOfAnyThreadIsLostWhileSlotsAreSwept() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread sweeper = new Thread(() -> {
            while (!done.get()) {
                ticks.sweep();
            }
        });
        sweeper.start();
        GuardKit.together(8, number -> {
            for (int i = 0; i < TICKS; i++) {
                ToldTicks.tick(ticks);
            }
        });
        done.set(true);
        sweeper.join();
        assertEquals(8L * TICKS, ticks.count());
        assertEquals(8L * TICKS, ticks.calls());
    }

    @Test
    void aFreshThreadForEachTickLeavesNothing() throws InterruptedException {
        List<WeakReference<Thread>> threads = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            Thread thread = new Thread(() -> ToldTicks.tick(ticks));
            thread.start();
            thread.join();
            threads.add(new WeakReference<>(thread));
        }
        assertEquals(3000, ticks.count());
        assertTrue(ticks.slots().length <= 64, () -> ticks.slots().length + " places");
        await().until(() -> {
            System.gc();
            return threads.stream().allMatch(thread -> thread.get() == null);
        });
    }

    @Test
    void tenThousandVirtualThreadsAtOnceAreCountedAndAThousandWatched() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads");
        CountDownLatch inside = new CountDownLatch(10_000);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            threads.add(virtual(() -> {
                TickSlot slot = ToldTicks.begin(ticks);
                inside.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                if (slot != null) {
                    ToldTicks.end(slot);
                }
            }));
        }
        inside.await();
        assertEquals(Ticks.MOST_THREADS, ticks.count());
        assertEquals(9000, ticks.unwatched());
        assertEquals(10_000, ticks.calls());
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        ticks.sweep();
        assertEquals(8, ticks.slots().length);
        assertNotNull(ToldTicks.begin(ticks));
    }

    private static Thread virtual(Runnable task) throws ReflectiveOperationException {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Test
    void aTickMakesNoGarbage() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run();
        long before = threads.getCurrentThreadAllocatedBytes();
        run();
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < TICKS, () -> bytes + " bytes in " + TICKS + " ticks");
    }

    private void run() {
        for (int i = 0; i < TICKS; i++) {
            ToldTicks.tick(ticks);
        }
    }
}
