package io.resilienceagent.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** What a guard under test gets: time that stands still until it is moved, a timer to fire by hand, a record of events. */
public final class GuardKit {
    /** Near the overflow of a long, where a comparison that is not a difference would fail. */
    private final AtomicLong time =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(90).toNanos());

    public final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    public final List<String> denials = Collections.synchronizedList(new ArrayList<>());
    public final List<Runnable> alarms = Collections.synchronizedList(new ArrayList<>());

    public Ticker ticker() {
        return time::get;
    }

    public void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    public GuardContext context() {
        return context(true);
    }

    public GuardContext context(boolean enforcing) {
        return new GuardContext("place_order", ticker(), this::schedule, events(), enforcing);
    }

    private Timer.Scheduled schedule(long nanos, Runnable task) {
        alarms.add(task);
        return () -> alarms.remove(task);
    }

    public Events events() {
        return new Events() {
            @Override
            public void denied(String joinPoint, String guard, Denial denial, boolean enforced) {
                denials.add(guard + " " + denial.code() + " " + enforced);
            }

            @Override
            public void notice(String name, String facts) {
                notices.add(name + " " + facts);
            }

            @Override
            public void failure(String kind, String place, Throwable cause) {
                notices.add("failure " + kind + " " + place + " " + cause);
            }
        };
    }

    /** A call whose slots are its arguments; a slot beyond them cannot be read. */
    public static Invocation call(Object... arguments) {
        return Invocation.of(ARGUMENTS, null, arguments);
    }

    public static Invocation returned(Invocation call, Object result) {
        call.end(result, null, false);
        return call;
    }

    public static Invocation threw(Invocation call, Throwable thrown) {
        call.end(null, thrown, true);
        return call;
    }

    /** Runs the same work on threads that start together, and fails with what any of them failed with. */
    public static void together(int threads, IntConsumer work) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(threads);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> all = new CopyOnWriteArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    work.accept(number);
                } catch (InterruptedException | BrokenBarrierException | RuntimeException | AssertionError e) {
                    failure.compareAndSet(null, e);
                    // The others may wait for this one: nobody hangs.
                    all.forEach(Thread::interrupt);
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError("in a thread", failure.get());
        }
    }

    private static final BoundValues ARGUMENTS = new BoundValues() {
        @Override
        public Object read(int slot, Invocation call) {
            if (slot >= call.arguments().length) {
                throw new UnreadableValueException("no argument " + slot);
            }
            return call.arguments()[slot];
        }

        @Override
        public Object readItem(int slot, Object item) {
            throw new UnreadableValueException("no items");
        }
    };
}
