package io.resilienceagent.executor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.InstrumentedOpener;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("FutureReturnValueIgnored")
class JvmWorkplacesTest {
    private static final String HELD = Held.class.getName();
    private static final String TEST = JvmWorkplacesTest.class.getName();

    private final JvmWorkplaces workplaces = new JvmWorkplaces(new InstrumentedOpener());
    private final Held held = new Held();
    private ExecutorService executor = ForkJoinPool.commonPool();

    /** A task that can be compared, for a queue with an order. */
    private static final class Ordered implements Runnable, Comparable<Ordered> {
        @Override
        public void run() {}

        @Override
        public int compareTo(Ordered other) {
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ordered;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public String toString() {
            throw new AssertionError("a task was asked for its text");
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        held.letGo();
        executor.shutdownNow();
    }

    private Workplace busyWorkplace() {
        executor.execute(held);
        return workplaces.of(held.thread.join()).orElseThrow();
    }

    static List<BlockingQueue<Runnable>> queues() {
        return List.of(
                new LinkedBlockingQueue<>(),
                new ArrayBlockingQueue<>(16),
                new PriorityBlockingQueue<>(),
                new LinkedBlockingDeque<>(),
                new LinkedTransferQueue<>());
    }

    @ParameterizedTest
    @MethodSource("queues")
    void aPoolWithAnyQueueOfTheJdk(BlockingQueue<Runnable> queue) {
        executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue);
        Workplace place = busyWorkplace();
        assertEquals("java.util.concurrent.ThreadPoolExecutor", place.type());
        assertEquals(Integer.toHexString(System.identityHashCode(executor)), place.id());
        assertFalse(place.idle());
        assertEquals(HELD, place.running());
        assertEquals(0, place.completed());
        assertEquals(0, place.queued());
        long progress = place.progress();
        executor.execute(new Ordered());
        executor.execute(new Ordered());
        assertEquals(2, place.queued());
        assertEquals(progress, place.progress());
        String waiting = Ordered.class.getName();
        assertEquals(List.of(waiting, waiting), place.queuedTasks(10));
        assertEquals(List.of(waiting), place.queuedTasks(1));
        held.letGo();
        await().until(() -> place.completed() == 3 && place.idle());
        assertNotEquals(progress, place.progress());
        assertEquals("", place.running());
        assertEquals(List.of(), place.queuedTasks(10));
        assertFalse(place.hasPeriodicTask());
    }

    @Test
    void aPoolThatHandsOver() {
        executor = new ThreadPoolExecutor(0, 2, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
        Workplace place = busyWorkplace();
        assertEquals(0, place.queued());
        assertEquals(HELD, place.running());
    }

    /** A queue of somebody's own is not touched: nobody knows what its methods do. */
    @Test
    void aQueueThatIsNotKnown() {
        executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new OwnQueue());
        Workplace place = busyWorkplace();
        assertEquals(-1, place.queued());
        assertEquals(List.of(), place.queuedTasks(10));
        assertFalse(place.idle());
    }

    @Test
    void wrappersAreTakenOff() {
        executor = Executors.newSingleThreadExecutor();
        Workplace place = busyWorkplace();
        Callable<String> callable = () -> "secret";
        executor.submit(new Ordered());
        executor.submit(callable);
        CompletableFuture<Void> later = CompletableFuture.runAsync(() -> {}, executor);
        assertEquals(List.of(Ordered.class.getName(), TEST, TEST), place.queuedTasks(10));
        held.letGo();
        later.join();
    }

    @Test
    void aPeriodicTaskIsSeenWaitingAndRunningAndIsMissedWhenItFailed() {
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1);
        executor = scheduled;
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        ScheduledFuture<?> periodic = scheduled.scheduleAtFixedRate(
                () -> {
                    thread.set(Thread.currentThread());
                    if (failure.get() != null) {
                        throw failure.get();
                    }
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
        await().until(() -> thread.get() != null);
        Workplace place = workplaces.of(thread.get()).orElseThrow();
        for (int i = 0; i < 20_000; i++) {
            assertTrue(place.hasPeriodicTask());
        }
        failure.set(new IllegalStateException("the bot's own mistake"));
        await().until(periodic::isDone);
        await().until(() -> !place.hasPeriodicTask());
        assertTrue(place.idle());
        scheduled.scheduleWithFixedDelay(held, 0, 1, TimeUnit.HOURS);
        held.thread.join();
        assertTrue(place.hasPeriodicTask());
        assertEquals(HELD, place.running());
        scheduled.schedule(new Ordered(), 1, TimeUnit.HOURS);
        scheduled.scheduleAtFixedRate(new Ordered(), 1, 1, TimeUnit.HOURS);
        String type = Ordered.class.getName();
        assertEquals(List.of(new QueuedTask(type, false), new QueuedTask(type, true)), place.tasks(10));
    }

    /** The host holds the lock of the queue for ever: a look still comes back. */
    @Test
    void aLookTakesNoLockOfTheHosts() throws InterruptedException {
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1);
        executor = scheduled;
        Workplace place = busyWorkplace();
        scheduled.schedule(new Ordered(), 1, TimeUnit.HOURS);
        Fields fields = new Fields(new InstrumentedOpener());
        var lock = (java.util.concurrent.locks.ReentrantLock) fields.read(scheduled.getQueue(), "lock");
        var mainLock = (java.util.concurrent.locks.ReentrantLock) fields.read(scheduled, "mainLock");
        lock.lock();
        mainLock.lock();
        try {
            AtomicReference<List<Object>> seen = new AtomicReference<>();
            Thread looker = new Thread(() -> seen.set(List.of(
                    place.queued(), place.queuedTasks(5), place.idle(), place.running(), place.hasPeriodicTask())));
            looker.start();
            looker.join(TimeUnit.SECONDS.toMillis(60));
            assertEquals(List.of(1, List.of(Ordered.class.getName()), false, HELD, true), seen.get());
        } finally {
            mainLock.unlock();
            lock.unlock();
        }
    }

    @Test
    void aForkJoinPool() {
        ForkJoinPool pool = new ForkJoinPool(1);
        executor = pool;
        Workplace place = busyWorkplace();
        assertEquals("java.util.concurrent.ForkJoinPool", place.type());
        assertFalse(place.idle());
        assertEquals(HELD, place.running());
        long progress = place.progress();
        assertTrue(progress >= 0);
        pool.execute(new Ordered());
        pool.submit(new Ordered());
        assertEquals(2, place.queued());
        assertEquals(List.of(Ordered.class.getName(), Ordered.class.getName()), place.queuedTasks(10));
        assertEquals(progress, place.progress());
        held.letGo();
        await().until(() -> place.idle() && place.queued() == 0);
        assertNotEquals(progress, place.progress());
        assertEquals("", place.running());
    }

    @Test
    void aTimer() {
        Timer timer = new Timer("bot-timer", true);
        try {
            timer.schedule(task(held), 0);
            Workplace place = workplaces.of(held.thread.join()).orElseThrow();
            assertFalse(place.idle());
            assertTrue(place.running().startsWith(TEST), place.running());
            timer.schedule(task(() -> {}), TimeUnit.HOURS.toMillis(1));
            assertEquals(1, place.queued());
            held.letGo();
            await().until(place::idle);
            assertEquals("", place.running());
            assertFalse(place.hasPeriodicTask());
            timer.schedule(task(() -> {}), TimeUnit.HOURS.toMillis(1), TimeUnit.HOURS.toMillis(1));
            assertTrue(place.hasPeriodicTask());
        } finally {
            timer.cancel();
        }
    }

    private static TimerTask task(Runnable work) {
        return new TimerTask() {
            @Override
            public void run() {
                work.run();
            }
        };
    }

    /** Threads are often made by somebody who wraps the worker once more. */
    @Test
    void aWorkerInsideAWrapper() {
        executor = Executors.newSingleThreadExecutor(worker -> new Thread(() -> {
            Runnable wrapped = worker;
            wrapped.run();
        }));
        assertEquals("java.util.concurrent.ThreadPoolExecutor", busyWorkplace().type());
    }

    @Test
    void aThreadThatWorksForNobodyOrIsOver() throws InterruptedException {
        assertTrue(workplaces.of(Thread.currentThread()).isEmpty());
        executor = Executors.newSingleThreadExecutor();
        Workplace place = busyWorkplace();
        Thread thread = held.thread.join();
        assertTrue(workplaces.of(thread).isPresent());
        held.letGo();
        executor.shutdown();
        thread.join();
        assertTrue(workplaces.of(thread).isEmpty());
        assertEquals("", place.running());
    }

    /** Whose methods would hang whoever called them. */
    private static final class OwnQueue extends java.util.AbstractQueue<Runnable> implements BlockingQueue<Runnable> {
        private final LinkedBlockingQueue<Runnable> inner = new LinkedBlockingQueue<>();

        @Override
        public int size() {
            throw new AssertionError("a queue of the host's was asked");
        }

        @Override
        public java.util.Iterator<Runnable> iterator() {
            throw new AssertionError("a queue of the host's was asked");
        }

        @Override
        public void put(Runnable task) throws InterruptedException {
            inner.put(task);
        }

        @Override
        public boolean offer(Runnable task) {
            return inner.offer(task);
        }

        @Override
        public boolean offer(Runnable task, long timeout, TimeUnit unit) {
            return inner.offer(task);
        }

        @Override
        public Runnable take() throws InterruptedException {
            return inner.take();
        }

        @Override
        public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
            return inner.poll(timeout, unit);
        }

        @Override
        public Runnable poll() {
            return inner.poll();
        }

        @Override
        public Runnable peek() {
            return inner.peek();
        }

        @Override
        public int remainingCapacity() {
            return inner.remainingCapacity();
        }

        @Override
        public int drainTo(java.util.Collection<? super Runnable> to) {
            return inner.drainTo(to);
        }

        @Override
        public int drainTo(java.util.Collection<? super Runnable> to, int most) {
            return inner.drainTo(to, most);
        }

        @Override
        public boolean isEmpty() {
            return inner.isEmpty();
        }
    }

    @Test
    void whatEndedAPeriodicTaskIsKnownAfterItsPoolHasForgottenIt() throws Exception {
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1);
        executor = scheduled;
        AtomicReference<Thread> worker = new AtomicReference<>();
        AtomicReference<RuntimeException> wrong = new AtomicReference<>();
        ScheduledFuture<?> periodic = scheduled.scheduleWithFixedDelay(
                () -> {
                    worker.set(Thread.currentThread());
                    if (wrong.get() != null) {
                        throw wrong.get();
                    }
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
        await().until(() -> worker.get() != null);
        Workplace place = workplaces.of(worker.get()).orElseThrow();
        // The task is in the queue but for the moments in which it runs: seen once, it is known.
        for (int i = 0; i < 1000; i++) {
            workplaces.remember(worker.get());
        }
        assertNull(place.endedBy());
        RuntimeException thrown = new IllegalStateException("the heartbeat file is gone");
        wrong.set(thrown);
        await().until(periodic::isDone);

        assertSame(thrown, place.endedBy());
        workplaces.remember(worker.get());
        assertSame(thrown, place.endedBy(), "it is not forgotten");
    }
}
