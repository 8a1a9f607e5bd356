package io.resilienceagent.weave;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What is woven. */
class DispatchHost {
    final AtomicInteger bought = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger slow = new AtomicInteger();
    final CountDownLatch inside = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    int buy(int amount) {
        bought.incrementAndGet();
        return amount;
    }

    long order(int amount) {
        return buy(amount);
    }

    String fail() throws IOException {
        failed.incrementAndGet();
        throw new IOException("host's own");
    }

    int slow() {
        inside.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return slow.incrementAndGet();
    }

    void nothing() {
        bought.incrementAndGet();
    }

    String text() {
        return "text";
    }

    boolean flag() {
        return true;
    }

    double wide(long a, double b, byte c, char d) {
        return a + b + c + d;
    }

    String spread(String... words) {
        return String.join(" ", words);
    }

    static String ofClass() {
        return "static";
    }

    Object same(Object object) {
        return object;
    }

    CompletableFuture<String> later(CompletableFuture<String> promise) {
        return promise;
    }

    CompletableFuture<String> flaky() {
        return attempts.incrementAndGet() < 3
                ? CompletableFuture.failedFuture(new IOException("flaky"))
                : CompletableFuture.completedFuture("third time");
    }
}
