package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real deadlocks. Those of monitors can never end: their threads are daemons and stay. */
class DeadlockTest {
    private final Ward ward = new Ward();

    @AfterEach
    void cure() {
        ward.close();
    }

    @Test
    void monitorsInReverseOrder() {
        Object orders = new Object();
        Object positions = new Object();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread loop = ward.start("market-loop", () -> nested(orders, both, positions));
        Thread feed = ward.start("feed-handler", () -> nested(positions, both, orders));
        Ward.awaitRest(loop, "nested");
        Ward.awaitRest(feed, "nested");
        Finding finding = ward.verdict(loop);
        List<Map<String, Object>> cycle = cycle(finding, 2);
        Map<String, Object> first = cycle.get(0);
        assertEquals("market-loop", first.get("thread"));
        assertEquals("BLOCKED", first.get("state"));
        assertEquals("feed-handler", first.get("held_by"));
        assertEquals(
                "java.lang.Object@" + Integer.toHexString(System.identityHashCode(positions)), first.get("waits_for"));
        assertEquals(
                List.of("java.lang.Object@" + Integer.toHexString(System.identityHashCode(orders))),
                first.get("holds"));
        assertTrue(first.get("at").toString().contains("DeadlockTest.nested"), first::toString);
        assertEquals("feed-handler", cycle.get(1).get("thread"));
        assertEquals(true, finding.evidence().get("in_cycle"));
    }

    @Test
    void reentrantLocks() {
        assertCycleOf(new ReentrantLock(), new ReentrantLock());
    }

    @Test
    void writeLocks() {
        assertCycleOf(new ReentrantReadWriteLock().writeLock(), new ReentrantReadWriteLock(true).writeLock());
    }

    @Test
    void aReaderOfWhatIsHeldForWriting() {
        ReentrantReadWriteLock one = new ReentrantReadWriteLock();
        ReentrantReadWriteLock two = new ReentrantReadWriteLock();
        List<Thread> threads =
                cycleOf(List.of(one.writeLock(), two.writeLock()), List.of(two.readLock(), one.readLock()));
        cycle(ward.verdict(threads.get(0)), 2);
    }

    @Test
    void threeLocksInARing() {
        assertCycleOf(new ReentrantLock(), new ReentrantLock(true), new ReentrantLock());
    }

    @Test
    void aMonitorAndALock() {
        ReentrantLock lock = new ReentrantLock();
        Object monitor = new Object();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread loop = ward.start("market-loop", () -> {
            lock.lock();
            both.await();
            enter(monitor);
        });
        Thread other = ward.start("other", () -> {
            synchronized (monitor) {
                both.await();
                lock.lockInterruptibly();
            }
        });
        Ward.awaitRest(other, "lockInterruptibly");
        Ward.awaitRest(loop, "enter");
        List<Map<String, Object>> cycle = cycle(ward.verdict(loop), 2);
        assertTrue(cycle.get(0).get("holds").toString().contains("ReentrantLock"), cycle::toString);
    }

    @Test
    void whoWaitsForAMemberIsNoMember() {
        ReentrantLock first = new ReentrantLock();
        assertCycleOf(first, new ReentrantLock());
        Thread loop = ward.start("market-loop", first::lockInterruptibly);
        Ward.awaitRest(loop, "lockInterruptibly");
        Finding finding = ward.verdict(loop);
        cycle(finding, 2);
        assertEquals(false, finding.evidence().get("in_cycle"));
        assertEquals("member-0", finding.evidence().get("held_by"));
    }

    private void assertCycleOf(Lock... locks) {
        List<Lock> wanted = new ArrayList<>(List.of(locks));
        wanted.add(wanted.remove(0));
        List<Thread> threads = cycleOf(List.of(locks), wanted);
        for (Thread thread : threads) {
            Finding finding = ward.verdict(thread);
            List<Map<String, Object>> cycle = cycle(finding, locks.length);
            assertEquals(thread.getName(), cycle.get(0).get("thread"));
            for (Map<String, Object> member : cycle) {
                assertTrue(
                        member.get("waits_for").toString().startsWith("java.util.concurrent.locks."), cycle::toString);
                assertTrue(member.get("at").toString().contains("DeadlockTest"), cycle::toString);
                assertEquals(1, ((List<?>) member.get("holds")).size(), cycle::toString);
            }
        }
    }

    private List<Thread> cycleOf(List<Lock> held, List<Lock> wanted) {
        CyclicBarrier all = new CyclicBarrier(held.size());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            Lock first = held.get(i);
            Lock second = wanted.get(i);
            threads.add(ward.start("member-" + i, () -> {
                first.lock();
                try {
                    all.await();
                    second.lockInterruptibly();
                } finally {
                    first.unlock();
                }
            }));
        }
        threads.forEach(thread -> Ward.awaitRest(thread, "lockInterruptibly"));
        return threads;
    }

    private static List<Map<String, Object>> cycle(Finding finding, int members) {
        assertEquals(Cause.DEADLOCK, finding.cause(), finding::toString);
        List<Map<String, Object>> cycle = Ward.parts(finding, "cycle");
        assertEquals(members, cycle.size(), cycle::toString);
        return cycle;
    }

    private static void nested(Object first, CyclicBarrier both, Object second) throws Exception {
        synchronized (first) {
            both.await();
            enter(second);
        }
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            Thread.onSpinWait();
        }
    }
}
