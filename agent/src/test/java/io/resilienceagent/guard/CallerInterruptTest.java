package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CallerInterruptTest {
    private static final Denial TIMED_OUT = Denial.of("TIMED_OUT", "");

    private final CountDownLatch sending = new CountDownLatch(1);
    private final CountDownLatch delivered = new CountDownLatch(1);
    private final CountDownLatch send = new CountDownLatch(1);
    private final AtomicBoolean left = new AtomicBoolean(true);

    @Test
    void anInterruptThatIsStillUnderWayIsTakenBackWhenItHasArrived() throws InterruptedException {
        Caller caller = new Caller();
        caller.start();
        caller.join();
        assertFalse(left.get(), "the host met an interrupt that was meant for its call");
    }

    @Test
    void anInterruptOfTheHostsOwnIsKept() {
        CallerInterrupt interrupt = new CallerInterrupt();
        interrupt.abort(TIMED_OUT);
        interrupt.calm();
        Thread.currentThread().interrupt();
        interrupt.calm();
        assertTrue(Thread.interrupted());
    }

    /** A call whose inner guards are told of its end while the timer is just about to interrupt it. */
    private final class Caller extends Thread {
        @Override
        public void interrupt() {
            sending.countDown();
            await(send);
            super.interrupt();
        }

        @Override
        public void run() {
            CallerInterrupt interrupt = new CallerInterrupt();
            new Thread(() -> {
                        interrupt.abort(TIMED_OUT);
                        delivered.countDown();
                    })
                    .start();
            await(sending);
            interrupt.calm();
            send.countDown();
            while (delivered.getCount() > 0) {
                Thread.onSpinWait();
            }
            interrupt.calm();
            left.set(Thread.interrupted());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
