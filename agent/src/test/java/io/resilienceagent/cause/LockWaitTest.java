package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LockWaitTest {
    private final Ward ward = new Ward();

    @AfterEach
    void cure() {
        ward.close();
    }

    @Test
    void aMonitorWhoseHolderSleeps() {
        List<String> monitor = new ArrayList<>();
        Thread holder = ward.start("feed-handler", () -> holdMonitor(monitor));
        Ward.awaitRest(holder, "sleep");
        Thread loop = ward.start("loop", () -> enter(monitor));
        Ward.awaitRest(loop, "enter");
        Finding finding = ward.verdict(loop);
        String lock = "java.util.ArrayList@" + Integer.toHexString(System.identityHashCode(monitor));
        assertEquals(Cause.LOCK_WAIT, finding.cause());
        assertEquals(lock, finding.evidence().get("waits_for"));
        assertEquals("feed-handler", finding.evidence().get("held_by"));
        assertEquals(
                "MarketLoop waits for the monitor of " + lock
                        + ", held by thread feed-handler, which sleeps in Thread.sleep",
                finding.evidence().get("summary"));
        Map<String, Object> holding = Ward.part(finding, "holder");
        assertEquals("TIMED_WAITING", holding.get("state"));
        List<String> at = Ward.texts(holding, "at");
        assertTrue(at.get(0).contains("LockWaitTest.holdMonitor"), at::toString);
        List<String> stack = Ward.texts(finding.evidence(), "stack");
        assertTrue(stack.get(0).contains("LockWaitTest.enter"), stack::toString);
        assertEquals("BLOCKED", finding.evidence().get("state"));
    }

    @Test
    void aLockWhoseHolderWaitsForAnother() {
        ReentrantLock inner = new ReentrantLock();
        ReentrantLock outer = new ReentrantLock();
        Thread last = ward.start("last", () -> {
            inner.lock();
            Thread.sleep(600_000);
        });
        Ward.awaitRest(last, "sleep");
        Thread middle = ward.start("middle", () -> {
            outer.lock();
            inner.lockInterruptibly();
        });
        Ward.awaitRest(middle, "lockInterruptibly");
        Thread loop = ward.start("loop", outer::lockInterruptibly);
        Ward.awaitRest(loop, "lockInterruptibly");
        Finding finding = ward.verdict(loop);
        assertEquals(Cause.LOCK_WAIT, finding.cause());
        assertEquals("middle", finding.evidence().get("held_by"));
        List<Map<String, Object>> chain = Ward.parts(finding, "chain");
        assertEquals("middle", chain.get(0).get("thread"));
        assertEquals("last", chain.get(0).get("held_by"));
        assertEquals(1, chain.size());
    }

    @Test
    void aWriterThatWaitsForAReader() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        Thread reader = ward.start("reader", () -> {
            lock.readLock().lock();
            Thread.sleep(600_000);
        });
        Ward.awaitRest(reader, "sleep");
        Thread loop = ward.start("loop", () -> lock.writeLock().lockInterruptibly());
        Ward.awaitRest(loop, "lockInterruptibly");
        Finding finding = assertUnheld(loop, "ReentrantReadWriteLock$WriteLock.lockInterruptibly");
        assertEquals(
                "1 hold it for reading; the JDK does not note who",
                finding.evidence().get("readers"));
    }

    @Test
    void aLatch() {
        Thread loop = ward.start("loop", () -> new CountDownLatch(1).await());
        Ward.awaitRest(loop, "await");
        Finding finding = assertUnheld(loop, "CountDownLatch.await");
        assertTrue(
                finding.evidence().get("waits_for").toString().startsWith("java.util.concurrent.CountDownLatch$Sync@"));
    }

    @Test
    void aFutureOfNobody() {
        Thread loop = ward.start("loop", () -> new CompletableFuture<String>().get());
        Ward.awaitRest(loop, "get");
        assertUnheld(loop, "CompletableFuture.get");
    }

    @Test
    void aQueueThatStaysEmpty() {
        Thread loop = ward.start("loop", () -> new LinkedBlockingQueue<String>().take());
        Ward.awaitRest(loop, "take");
        assertUnheld(loop, "LinkedBlockingQueue.take");
    }

    @Test
    void aCondition() {
        ReentrantLock lock = new ReentrantLock();
        Thread loop = ward.start("loop", () -> {
            lock.lock();
            Condition signal = lock.newCondition();
            while (!Thread.currentThread().isInterrupted()) {
                signal.await();
            }
        });
        Ward.awaitRest(loop, "await");
        assertUnheld(loop, "AbstractQueuedSynchronizer$ConditionObject.await");
    }

    /** Who holds the monitor just now has nothing to do with who should notify. */
    @Test
    void aNotificationWhileSomebodyHoldsTheMonitor() {
        Object monitor = new Object();
        Thread loop = ward.start("loop", () -> awaitNotification(monitor));
        Ward.awaitRest(loop, "awaitNotification");
        Thread holder = ward.start("holder", () -> holdMonitor(monitor));
        Ward.awaitRest(holder, "sleep");
        assertUnheld(loop, "Object.wait");
    }

    private Finding assertUnheld(Thread loop, String call) {
        Finding finding = ward.verdict(loop);
        assertEquals(Cause.LOCK_WAIT, finding.cause(), finding::toString);
        assertEquals("nobody is known to hold it", finding.evidence().get("held_by"));
        assertEquals(call, finding.evidence().get("call"));
        return finding;
    }

    private static void holdMonitor(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            Thread.sleep(600_000);
        }
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            Thread.onSpinWait();
        }
    }

    private static void awaitNotification(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            while (!Thread.currentThread().isInterrupted()) {
                monitor.wait();
            }
        }
    }
}
