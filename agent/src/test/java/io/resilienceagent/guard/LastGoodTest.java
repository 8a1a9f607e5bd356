package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LastGoodTest {
    private final LastGood store = new LastGood();
    private final CountDownLatch comparing = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void noLockIsHeldWhileTheHostComparesItsArguments() throws Exception {
        store.remember(GuardKit.returned(GuardKit.call(new Slow()), "slow"), 0);
        store.remember(GuardKit.returned(GuardKit.call("quick"), "quick"), 0);
        FutureTask<Object> stuck = new FutureTask<>(
                () -> store.find(GuardKit.call(new Slow()), 0, 1).value());
        new Thread(stuck).start();
        comparing.await();
        FutureTask<Object> other =
                new FutureTask<>(() -> store.find(GuardKit.call("quick"), 0, 1).value());
        new Thread(other).start();
        try {
            assertEquals("quick", other.get(2, TimeUnit.SECONDS));
        } finally {
            go.countDown();
        }
        assertEquals("slow", stuck.get(2, TimeUnit.SECONDS));
    }

    /** An argument of the host's whose comparison waits for something of the host's. */
    private final class Slow {
        @Override
        public boolean equals(Object other) {
            comparing.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return other instanceof Slow;
        }

        @Override
        public int hashCode() {
            return 7;
        }
    }
}
